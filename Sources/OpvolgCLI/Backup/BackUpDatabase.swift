import ArgumentParser
import Configuration
import FollowUps
import Store

struct BackUpDatabase: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database into one file, while everything goes on.",
        discussion: """
            Without FILE it makes the nightly copy, as opvolg-backup.timer does: in the folder of [backup] in the configuration, for its owner only, \
            with the day in its name. Of the last seven days and four weeks one is kept, and older ones go. \
            The copy is checked before it is put in its place. It holds everything, so keep it as you keep the database. A configuration is a file by \
            itself: copy that too.
            """)

    @Argument(help: "The file to make; else one in the folder of nightly copies.", completion: .file()) var file: String?
    @Flag(help: "Replace the file when it is there already.") var replace = false
    @OptionGroup var unsound: UnsoundHistoryOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func validate() throws {
        if file == nil, replace { throw ValidationError("--replace goes with a FILE; nightly copies have names of their own") }
    }

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let store = try settings.presentStore()
        guard let file else {
            let nightly = try await store.backUp(
                into: BackupFolder(settings), acceptingUnsoundHistory: unsound.accepted, clock: settings.service.clock, at: context.now)
            return try report(nightly.copy, nightly.file, removed: nightly.removed, context)
        }
        try report(
            try await store.backUp(to: file, replacing: replace, acceptingUnsoundHistory: unsound.accepted), file, removed: [], context)
    }

    private func report(_ result: BackupResult, _ file: String, removed: [BackupName], _ context: CommandContext) throws {
        if !result.history.isSound { context.warn(["the history in \(file) is not as it was written; opvolg history verify tells more"]) }
        let history = result.history
        let sheet = DetailReport(
            members: [
                ("file", .text(file)), ("size", .number(result.size)), ("open", .number(result.openFollowUps)), ("entries", .number(history.count)),
                ("head", .text(history.head)), ("sound", .flag(history.isSound)), ("removed", .texts(removed)),
            ],
            lines: [
                "made \(file): \(result.openFollowUps) open follow-ups, \(history.count) entries of history, \(result.size) bytes",
                "head \(history.head)",
            ] + (removed.isEmpty ? [] : ["removed \(removed.map(\.description).joined(separator: ", ")), which need not be kept"]))
        try context.write(sheet, as: format.format)
    }
}

extension BackupFolder {
    init(_ settings: Settings) {
        let backup = settings.backup
        self.init(backup.folder, database: settings.service.database, retention: backup.retention, onOtherDisk: backup.onOtherDisk)
    }
}

struct UnsoundHistoryOption: ParsableArguments {
    @Flag(name: .customLong("accept-unsound-history"), help: "Go on although the history is not as it was written.") var accepted = false
}
