import Foundation
import FollowUps
import Store
import TestSupport
import Testing

/// A school's story, run with the built programs: who does what, and which messages a person would expect of it, in local time.
///
///     let story = try await Story(from: "Mon 2026-11-02 09:00")
///     try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger")
///     try await story.at("Mon 2026-11-16 10:00", "ib-vlieger", "close 1 nee")
///     try await story.sent("""
///         Thu 2026-11-12 08:00 | ib-vlieger | 1 hulp-aangekomen -2sd
///         Mon 2026-11-16 08:00 | ib-vlieger | 1 hulp-aangekomen 0
///         """)
///
/// Time jumps: there is a pass at each instant at which the database has something to look at or to send, and so
/// nothing to send in between. The passes are those of a daemon that is stopped between them (``HeldDaemon``), unless
/// the story asks for one that runs by itself, or for `opvolgd --once`.
///
/// Its suite must be ``Swept``: at the end all that went out is searched, also what no table asked for.
actor Story {
    nonisolated let instance: TestInstance
    private var now: Date
    private let hook: WebhookTestServer?
    private let isOnePassAtATime: Bool
    private var held: HeldDaemon?
    private var daemon: RunningDaemon?
    private var isSilent = false
    private var opened: Store?
    private var read: Set<String> = []
    private var mails: [ReadMail] = []
    private var told: Set<Int64> = []
    /// What the programs that have reminded and ended logged.
    private var logged = ""

    /// Two schools, De Vlieger and De Regenboog, with nobody in a digest, and names and addresses that can be searched for.
    ///
    /// - Parameters:
    ///   - hook: what receives webhooks, if `edit` switches one on.
    ///   - isOnePassAtATime: `opvolgd --once` for each pass, as cron has it.
    ///   - casesHaveChecks: whether each case has the check that comes round, as the shipped catalogue has it.
    init(
        from start: String, hook: WebhookTestServer? = nil, isOnePassAtATime: Bool = false, casesHaveChecks: Bool = false,
        edit: @Sendable (String) -> String = { $0 }
    ) async throws {
        guard let told = Swept.told else { throw NotSwept() }
        now = try StoryTime.moment(start)
        instance = try TestInstance(now: "2000-01-01 00:00:00", casesHaveChecks: casesHaveChecks, edit: { Marks.mark(edit(Edit.withoutDigests($0))) })
        try instance.clock.move(to: now)
        self.hook = hook
        self.isOnePassAtATime = isOnePassAtATime
        if hook != nil { try instance.scratch.write(WebhookTests.secret, to: "webhook-secret", mode: 0o600) }
        await told.begin(self)
    }

    // MARK: What people do

    /// Somebody gives a command; it has to succeed.
    @discardableResult
    func does(_ person: String, _ command: String) async throws -> ProgramResult {
        try await run(command + " --as \(person)", succeeds: true)
    }

    /// Time goes on until a moment, and then somebody gives a command.
    @discardableResult
    func at(_ moment: String, _ person: String, _ command: String) async throws -> ProgramResult {
        try await goesOn(until: moment)
        return try await does(person, command)
    }

    /// A command given by the administrator; what it prints.
    func asks(_ command: String) async throws -> String { try await run(command, succeeds: true).standardOutput }

    /// A command that is refused; what it says.
    func isRefused(_ command: String) async throws -> String { try await run(command, succeeds: false).standardError }

    /// The configuration is written anew, and whoever reads it next computes when to look again.
    func configures(_ edit: (String) -> String) async throws {
        try instance.configure { Marks.mark(edit(Edit.withoutDigests($0))) }
        // Before anybody else reads it: a daemon that still has the old one would undo what follows from the new.
        try await held?.reloads(until: nothingIsDue())
        _ = try await asks("list")
    }

    // MARK: What time does

    /// Every pass that has something to do is run, up to and including a moment.
    func goesOn(until moment: String) async throws {
        let end = try StoryTime.moment(moment)
        // One that runs by itself may still be at what was done last; the end of a message's lease is nothing to leap to.
        if daemon != nil { try await look() }
        var last = Date.distantPast
        while !isSilent, let next = try await store().outbox.nextInstant(), next <= end {
            now = max(next, now)
            guard now > last else { throw UndeliveredMessage(at: StoryTime.text(now)) }
            last = now
            try await look()
        }
        now = max(now, end)
        try instance.clock.move(to: now)
    }

    /// The clock shows another moment for one pass, and then the right one again.
    func clockShows(_ moment: String) async throws {
        let right = now
        now = try StoryTime.moment(moment)
        try await look()
        now = right
        try await look()
    }

    /// From now on a daemon reminds that runs by itself.
    func startsTheDaemon() async throws {
        try await stopsTheDaemon()
        daemon = try await instance.daemon()
        isSilent = false
        try await daemon?.look()
    }

    /// From now on nothing reminds.
    func stopsTheDaemon() async throws {
        for result in [try await daemon?.stop(), try await held?.stop()].compactMap({ $0 }) {
            #expect(result.exitCode == 0, "\(result.standardError)")
            logged += result.standardError
        }
        (daemon, held) = (nil, nil)
        isSilent = true
    }

    private func look() async throws {
        try instance.clock.move(to: now)
        if let daemon {
            // A sign of life may also come in the middle of a pass that takes long.
            repeat { try await daemon.look() } while try await !store().outbox.messages(state: .sending).isEmpty
        } else if isOnePassAtATime {
            let result = try await instance.passOnce()
            if result.exitCode != 0 { throw TestInstance.Failed(arguments: ["(opvolgd --once)"], result: result) }
            logged += result.standardError
        } else if let held {
            try await held.goesOn(until: nothingIsDue())
        } else {
            held = try await HeldDaemon(instance, until: nothingIsDue())
        }
    }

    /// Asked elsewhere than here, while this waits.
    private func nothingIsDue() throws -> @Sendable () async throws -> Bool {
        let (store, now) = (try store(), now)
        return {
            guard try await store.outbox.nextInstant().map({ $0 > now }) ?? true else { return false }
            return try await store.outbox.messages(state: .sending).isEmpty
        }
    }

    /// What the programs that remind have logged.
    var log: String { logged + (held?.log ?? "") + (daemon?.run.standardError ?? "") }

    // MARK: What is expected

    /// Everything that was sent since the last time, and nothing else: `when | to | follow-up kind step, …`, the most urgent follow-up first. Whoever
    /// stands in has the name behind the step: `(for ib-vlieger)`; what does not go by mail says so: `directie-vlieger by teams-directie`. With `to`,
    /// only what one person got.
    func sent(_ table: String = "", to person: String? = nil, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let expected = table.split(separator: "\n").map(String.init)
        let lines = try await sentLines().filter { line in person.map { line.contains(" | \($0) | ") } ?? true }
        #expect(
            lines == expected, "sent:\n\(lines.joined(separator: "\n"))\nexpected:\n\(expected.joined(separator: "\n"))",
            sourceLocation: sourceLocation)
    }

    /// Every mail that somebody has had so far.
    func mails(to person: String) async throws -> [ReadMail] {
        try await readMails()
        return mails.filter { $0["To"].flatMap(Marks.person(at:)) == person }
    }

    /// What was sent since the last time, as `sent` compares it.
    func sentLines() async throws -> [String] {
        try await readMails()
        let mails = Dictionary(mails.map { ($0["Message-ID"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let store = try store()
        var lines: [(at: Date, text: String)] = []
        for row in try await store.outbox.messages(state: .sent) where told.insert(row.message.id).inserted {
            let message = row.message
            let named = try message.channel == .mail ? mails["<\(message.messageID)>"].map(Self.followUps) : hooked(message.messageID)
            guard let at = message.sentAt, let order = named else { throw NoMail(message: message.id) }
            let steps = Dictionary(grouping: try await store.outbox.reminders(of: message.id), by: \.followUp)
            let items = try await order.asyncMap { id in
                guard let reminder = steps[id]?.last else { throw NoMail(message: message.id) }
                let standIn = reminder.standsInFor.map { " (for \($0))" } ?? ""
                return "\(id) \(try await store.followUps.followUp(id).followUp.kind) \(reminder.step)\(standIn)"
            }
            let overviews = row.overviewOf.map { "overview" + ($0 == message.recipient ? "" : " (for \($0))") }
            let what = (message.purpose == .digest ? "digest: " : "") + (items + overviews).joined(separator: ", ")
            let recipient = message.channel == .mail ? "\(message.recipient)" : "\(message.recipient) by \(message.channel)"
            lines.append((at, "\(StoryTime.text(at)) | \(recipient) | \(what)"))
        }
        return lines.sorted { ($0.at, $0.text) < ($1.at, $1.text) }.map(\.text)
    }

    private static func followUps(in mail: ReadMail) -> [Int64] {
        (mail["X-Opvolg-Follow-Ups"] ?? "").split(separator: ", ").compactMap { Int64($0) }
    }

    /// The follow-ups that the webhook of a message names, in its order; nil when none was received.
    private func hooked(_ messageID: String) throws -> [Int64]? {
        struct Body: Decodable {
            struct Content: Decodable { let follow_ups: [FollowUp] }
            struct FollowUp: Decodable { let id: Int64 }
            let data: Content
        }
        let request = try hook?.requests.first { $0.headers["webhook-id"] == messageID }
        return try request.map { try JSONDecoder().decode(Body.self, from: $0.body).data.follow_ups.map(\.id) }
    }

    /// All that was sent and logged from beginning to end holds nothing about anybody but whom it was sent to.
    func isSwept() async throws {
        try await stopsTheDaemon()
        try await readMails()
        #expect(!mails.isEmpty, "nothing was sent at all")
        PrivacyOfMail.checkLog(log)
        for request in try hook?.requests ?? [] { PrivacyOfMail.check(request) }
    }

    /// The mails that have come in since the last time; none may hold anything about anybody but its recipient.
    private func readMails() async throws {
        guard FileManager.default.fileExists(atPath: instance.scratch.file("mail/new")) else { return }
        let names = try instance.scratch.names(in: "mail/new").filter { read.insert($0).inserted }
        let new = try await MailReader.read(files: names.map { instance.scratch.file("mail/new/\($0)") })
        for mail in new { PrivacyOfMail.check(mail) }
        mails += new
    }

    // MARK: How

    private func run(_ command: String, succeeds: Bool) async throws -> ProgramResult {
        let words = command.matches(of: #/'([^']*)'|[^ ]+/#).map { String($0.1 ?? $0.0) }
        let result = try await ProgramRun.run(
            .built("opvolg"), words, environment: ["SUDO_USER": Marks.login], directory: instance.scratch.path, clock: instance.clock)
        if (result.exitCode == 0) != succeeds { throw TestInstance.Failed(arguments: words, result: result) }
        return result
    }

    private func store() throws -> Store {
        if let opened { return opened }
        let store = try Store(path: instance.scratch.file("opvolg.db"))
        opened = store
        return store
    }

    private struct UndeliveredMessage: Error, CustomStringConvertible {
        let at: String
        var description: String { "after the pass of \(at) the database still asks for one at that moment" }
    }

    private struct NotSwept: Error, CustomStringConvertible {
        let description = "a story can only be told in a suite that is .swept"
    }

    private struct NoMail: Error, CustomStringConvertible {
        let message: Int64
        var description: String { "message \(message) counts as sent, and no mail or webhook has all of it" }
    }
}
