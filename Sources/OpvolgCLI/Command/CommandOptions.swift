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
    @OptionGroup var identity: IdentityOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption
}

struct IdentityOption: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "In whose name, and so with whose rights; else of the person whose login you have. For others it is for those in [service] act_as.",
            valueName: "person"))
    var person: String?
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
