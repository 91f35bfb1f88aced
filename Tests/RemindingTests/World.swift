import Foundation
import FollowUps
import Logging
import Reminding
import Store
import StoreTestSupport
import Synchronization

extension OutboxRepository: Outbox {}

/// A school with three people, a database in memory, a clock that is moved by hand, and a transport that answers as told.
final class World: Sendable {
    static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
    static let clock = WallClock(zone: zone)
    static let kind = Kind(
        id: "taak", title: LocalizedText(nl: "Taak"), source: "-", scope: .free, owner: .role("ib"), urgency: .normal,
        term: Term(2, .weeks), outcomes: [Outcome(id: "gedaan", title: LocalizedText(nl: "Gedaan"), ends: true)])

    let store: Store
    let transport = ScriptedTransport()
    let log = RecordedLog()
    private let instant: Mutex<Date>
    private let numbers = Atomic<Int>(0)

    /// Starts on a Monday morning in school time.
    init(now: String = "2026-11-23T09:00") throws {
        store = try Store()
        instant = Mutex(World.at(now))
    }

    static func at(_ text: String) -> Date {
        let calendar = SchoolCalendar(clock: clock)
        return DateExpression(text)?.instant(from: .distantPast, in: calendar) ?? .distantPast
    }

    var now: Date { instant.withLock { $0 } }
    func move(to text: String) { instant.withLock { $0 = World.at(text) } }

    static func rules(ibChannels: [ChannelID] = [.mail], deputy: PersonID? = "deputy", fingerprint: String = "1") -> Ruleset {
        let people = [
            Person(id: "ib", name: "IB", email: "ib@school.example", deputy: deputy, channels: ibChannels),
            Person(id: "deputy", name: "Vervanger", email: "deputy@school.example"),
            Person(id: "directie", name: "Directie", email: "directie@school.example"),
        ]
        let school = School(
            id: "school", name: "School", region: "noord", roles: ["ib": "ib", "directie": "directie", "bestuur": "directie"],
            calendar: SchoolCalendar(clock: clock))
        return Ruleset(
            catalogues: Catalogues(Catalogue(kinds: [kind], roles: [])), directory: Directory(clock: clock, schools: [school], people: people),
            policies: Policies(), fingerprint: fingerprint)
    }

    func setup(
        _ rules: Ruleset = World.rules(), channels: [ChannelID] = [.mail], renderer: any MessageRendering = PlainRenderer(),
        deadMansSwitch: (any HeartbeatTransport)? = nil, transport: (any MessageTransport)? = nil
    ) -> PassSetup {
        PassSetup(
            rules: rules, renderer: renderer,
            transports: Dictionary(uniqueKeysWithValues: channels.map { ($0, transport ?? self.transport) }), retry: EveryMinute(),
            deadMansSwitch: deadMansSwitch,
            newMessageID: { [self] in "m\(numbers.add(1, ordering: .relaxed).newValue)" })
    }

    func pass(_ setup: PassSetup, isStopping: @escaping @Sendable () -> Bool = { false }) -> Pass {
        Pass(outbox: store.outbox, setup: setup, clock: { [self] in now }, logger: log.logger, isStopping: isStopping)
    }

    /// A follow-up for a person, opened by somebody else a moment ago.
    @discardableResult
    func open(for owner: Owner = .person("ib"), due: String = "2026-12-07") async throws -> FollowUp {
        let opening = NewFollowUp(kind: World.kind, school: "school", owner: owner, due: .day(Day(due) ?? Day(number: 0)))
        return try await store.followUps.open(opening, by: Change(rules: World.rules(), actor: "someone", now: now)).followUp
    }

    /// An acute one that is due at once, opened by somebody else.
    func openAcute(for owner: PersonID) async throws {
        let kind = Kind(
            id: "acuut", title: LocalizedText(nl: "Acuut"), source: "-", scope: .free, owner: .role("ib"), urgency: .acute, term: Term(0, .hours),
            outcomes: [Outcome(id: "gedaan", title: LocalizedText(nl: "Gedaan"), ends: true)])
        _ = try await store.followUps.open(
            NewFollowUp(kind: kind, school: "school", owner: .person(owner), due: .instant(now)),
            by: Change(rules: World.rules(), actor: "someone", now: now))
    }

    func message(_ id: Int64) async throws -> Message { try await store.outbox.message(id).message }
    func messages() async throws -> [Message] { try await store.outbox.messages().map(\.message) }
}

/// Answers each message as told, `accepted` where nothing was, and keeps what it was given.
final class ScriptedTransport: MessageTransport {
    let concurrency = 2
    private let script = Mutex<[DeliveryResult]>([])
    private let received = Mutex<[OutgoingMessage]>([])
    private let onSend = Mutex<(@Sendable () -> Void)?>(nil)

    var messages: [OutgoingMessage] { received.withLock { $0 } }
    func answer(_ results: DeliveryResult...) { script.withLock { $0 += results } }
    func whileSending(_ action: @escaping @Sendable () -> Void) { onSend.withLock { $0 = action } }

    func send(_ message: OutgoingMessage) async -> DeliveryResult {
        received.withLock { $0.append(message) }
        onSend.withLock { $0 }?()
        return script.withLock { $0.isEmpty ? .accepted : $0.removeFirst() }
    }
}

/// The text of a message is the list of its follow-ups.
struct PlainRenderer: MessageRendering {
    func render(_ draft: MessageDraft, at now: Date) throws -> OutgoingMessage {
        let text = draft.items.map { "\($0.followUp.id) \($0.reminder.step)" }.joined(separator: ", ")
        return OutgoingMessage(
            messageID: draft.message.messageID, channel: draft.message.channel, address: MailAddress("\(draft.message.recipient)@school.example"),
            content: Data(text.utf8))
    }
}

/// Cannot render what is for one person.
struct BrokenRenderer: MessageRendering {
    struct Broken: Error {}
    let person: PersonID

    func render(_ draft: MessageDraft, at now: Date) throws -> OutgoingMessage {
        if draft.message.recipient == person { throw Broken() }
        return try PlainRenderer().render(draft, at: now)
    }
}

/// Gives up after three attempts.
struct EveryMinute: RetryPolicy {
    func nextAttempt(after attempts: Int, firstAttempt: Date, now: Date, retryAfter: TimeInterval?) -> Date? {
        attempts < 3 ? now.addingTimeInterval(retryAfter ?? 60) : nil
    }
}

/// Keeps what was logged.
final class RecordedLog: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var logLevel: Logger.Level = .debug
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { log.lines.withLock { $0.append("\(event.level) \(event.message)") } }
    }
}

extension OutgoingMessage {
    /// Whom `PlainRenderer` wrote it for.
    var recipient: String { String(address?.text.prefix { $0 != "@" } ?? "") }
}
