import ArgumentParser
import Configuration
import FollowUps

struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("The configuration file; else $OPVOLG_CONFIG, ./opvolg.toml or /etc/opvolg/opvolg.toml.", valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var file: String?

    @Option(
        help: ArgumentHelp("Of several boards on this machine this one: /etc/opvolg/boards/BOARD/opvolg.toml.", valueName: "board"),
        transform: BoardName.argument)
    var board: BoardName?

    func validate() throws {
        if file != nil, board != nil { throw ValidationError("--config and --board name two configurations; give one of them") }
    }
}

struct FormatOption: ParsableArguments {
    @Option(help: "How to write it: table, json or csv.")
    var format: OutputFormat = .table
}

/// Of a command that only looks.
struct ViewOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: ArgumentHelp("As this person sees it: without cases that are kept from them.", valueName: "person"))
    var viewer: String?
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption
}

struct ActorOption: ParsableArguments {
    @Option(name: .customLong("as"), help: ArgumentHelp("In whose name; else the name you logged in with.", valueName: "person"))
    var person: String?

    /// The id of the person named, who must exist, else the login name; under sudo, that of the caller.
    func actor(_ names: NameResolver, in context: CommandContext) throws -> String {
        if let person { return try names.person(person).id.rawValue }
        // The environment can be set to anything. What is not a login name, or is the daemon's name, would be a lie in the history.
        guard let caller = context.environment["SUDO_USER"], caller.wholeMatch(of: Self.loginName) != nil, caller != HistoryEntry.daemon else {
            return context.loginName()
        }
        return caller
    }

    /// Also as directory services write them: `annie@vlieger.example`, `VLIEGER\\annie`.
    private static var loginName: Regex<Substring> { #/[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,63}/# }
}

extension DateExpression {
    /// Throws a usage error.
    @Sendable static func argument(_ text: String) throws -> DateExpression {
        guard let when = DateExpression(text) else { throw ValidationError("expected \(DateExpression.grammar)") }
        return when
    }
}

extension BoardName {
    @Sendable static func argument(_ text: String) throws -> BoardName {
        guard let board = BoardName(text) else { throw ValidationError("expected \(BoardName.grammar)") }
        return board
    }
}

extension Day {
    @Sendable static func argument(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw ValidationError("expected a day such as 2026-12-12") }
        return day
    }
}
