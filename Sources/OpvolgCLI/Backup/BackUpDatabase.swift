import ArgumentParser
import FollowUps
import Store

struct BackUpDatabase: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database into one file, while everything goes on.",
        discussion: """
            The copy is checked before it is put in its place. It holds everything, so keep it as you keep the database. A configuration is a file by \
            itself: copy that too.
            """)

    @Argument(help: "The file to make.", completion: .file()) var file: String
    @Flag(help: "Replace the file when it is there already.") var replace = false
    @OptionGroup var unsound: UnsoundHistoryOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let store = try context.presentStore(configuration)
        let result = try await store.backUp(to: file, replacing: replace, acceptingUnsoundHistory: unsound.accepted)
        if !result.history.isSound { context.warn(["the history in \(file) is not as it was written; opvolg history verify tells more"]) }
        let history = result.history
        let sheet = DetailReport(
            members: [
                ("file", .text(file)), ("size", .number(result.size)), ("open", .number(result.openFollowUps)), ("entries", .number(history.count)),
                ("head", .text(history.head)), ("sound", .flag(history.isSound)),
            ],
            lines: [
                "made \(file): \(result.openFollowUps) open follow-ups, \(history.count) entries of history, \(result.size) bytes",
                "head \(history.head)",
            ])
        try context.write(sheet, as: format.format)
    }
}

struct UnsoundHistoryOption: ParsableArguments {
    @Flag(name: .customLong("accept-unsound-history"), help: "Go on although the history is not as it was written.") var accepted = false
}
