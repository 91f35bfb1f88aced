import FollowUps
import Foundation

/// The content and recipient of one attempt to send a message.
struct MessageContent {
    let message: Message
    let items: [MessageItem]
    let overview: Overview?

    init(_ draft: MessageDraft) {
        message = draft.message
        items = draft.items
        overview = draft.overview
    }

    var recipient: PersonID { message.recipient }
    var channel: ChannelID { message.channel }

    /// Every follow-up that it tells of, by name or by number.
    var followUps: Set<Int64> { Set(items.map(\.followUp.id)).union(overview?.overdue.flatMap(\.followUps) ?? []) }
    /// For the trace.
    var words: [String] { items.map { "\($0.followUp.id) \($0.reminder.step)" } }
    /// Every case that it names.
    var cases: Set<CaseCode> { Set(items.compactMap(\.followUp.caseCode)).union(overview?.unmovedCases.map(\.code) ?? []) }
}

/// One attempt to send a message, and what came of it.
struct Attempt {
    let content: MessageContent
    let process: Process
    /// Seconds since the world began, and what the clock showed.
    let begun: TimeInterval
    let wall: Date
    let claimed: Claim
    /// Whether the recipient has it.
    var hasArrived = false
    /// Whether the server took responsibility for what it then lost.
    var wasLost = false
    /// Nil when nobody was there to hear it.
    var answer: Answer?
    /// When the database knew that it was sent.
    var recorded: TimeInterval?

    enum Answer {
        case accepted, unknown, refused
        /// Refused, said the server, and delivered it.
        case lie
    }

    /// When and by whom a message was taken from the outbox.
    struct Claim {
        let at: TimeInterval
        let wall: Date
    }
}
