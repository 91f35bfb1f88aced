import ArgumentParser
import FollowUps
import Store

struct RestoreDatabase: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database, which is kept beside it.",
        discussion: """
            Stop opvolgd first. The backup is checked before anything is changed. Everything done since the backup is undone, but for this: who was \
            excluded from a case, or what was held, stays so; and what the present database knows to have been sent is not sent again. When that \
            database cannot be read, reminders that were due are planned anew: one current message for each person. It says what was sent since.
            """)

    @Argument(help: "The file that opvolg backup made.", completion: .file()) var file: String?
    @Flag(help: "The newest of the nightly copies.") var last = false
    @OptionGroup var unsound: UnsoundHistoryOption
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        if (file == nil) != last { throw ValidationError("give the FILE to restore, or --last for the newest of the nightly copies") }
    }

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(options.configuration)
        let identity = try context.identity(asked: options.identity.person, settings)
        try identity.needAdministrator(for: "opvolg restore")
        let file = try self.file ?? BackupFolder(settings).newest()
        let result = try Store.restore(
            from: file, to: settings.service.database, acceptingUnsoundHistory: unsound.accepted, clock: settings.service.clock,
            by: identity.actor, through: identity.through, at: context.now)
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        if !result.history.isSound { context.warn(["the history in \(file) is not as it was written; opvolg history verify tells more"]) }
        let expired = try await instance.store.cases.expired(settings.retention, in: settings.directory, at: context.now).filter(\.isPurgeable).count
        if expired > 0 { context.warn(["\(expired) cases came back whose term is over; opvolg purge --dry-run shows them"]) }
        let open = try await instance.store.figures.condition(at: context.now).open
        let sheet = DetailReport(
            members: [
                ("file", .text(file)), ("kept", .text(result.kept)), ("open", .number(open)), ("entries", .number(result.history.count)),
                ("head", .text(result.history.head)), ("entries_left_out", result.entriesLost.map { .number($0) } ?? .none),
                ("exclusions_kept", .number(result.exclusionsKept)), ("messages_planned_anew", .number(result.replanned)),
                ("sent_since", result.sentSince.map { sent in Field.list(sent.map { $0.field(settings.service.clock) }) } ?? .none),
            ],
            lines: lines(result, of: file, open: open, clock: settings.service.clock))
        try context.write(sheet, as: options.format.format)
    }

    private func lines(_ result: RestoreResult, of file: String, open: Int, clock: WallClock) -> [String] {
        var lines = ["restored \(file): \(open) open follow-ups, \(result.history.count) entries of history"]
        if let kept = result.kept { lines.append("the database that was there is kept as \(kept)") }
        if let lost = result.entriesLost {
            lines.append(lost == 0 ? "nothing had changed since" : "left out: \(lost) changes made since, which are in the kept database only")
            if result.exclusionsKept > 0 { lines.append("kept from it: \(result.exclusionsKept) exclusions made since") }
            lines += Self.lines(result.sentSince ?? [], clock)
        } else {
            lines.append("what was sent since the backup is not known; \(result.replanned) messages that waited in it are planned anew")
        }
        return lines
    }

    /// The kept database shows the rest.
    private static let mostShown = 100

    private static func lines(_ sent: [SentMessage], _ clock: WallClock) -> [String] {
        if sent.isEmpty { return ["nothing was sent since"] }
        return ["sent since, and not sent again: \(sent.count) messages"] + sent.prefix(mostShown).map { $0.line(clock) }
            + (sent.count > mostShown ? ["  and \(sent.count - mostShown) more"] : [])
    }
}

extension SentMessage {
    func line(_ clock: WallClock) -> String {
        let about = followUps.map(String.init).joined(separator: ", ")
        return "  \(clock.toTheMinute(at))  \(recipient)  \(channel)" + (about.isEmpty ? "" : "  follow-up \(about)")
    }

    func field(_ clock: WallClock) -> Field {
        .object([
            ("at", .text(clock.iso8601(at))), ("recipient", .text(recipient)), ("channel", .text(channel)),
            ("follow_ups", .list(followUps.map { .number($0) })),
        ])
    }
}
