import Foundation

/// One change: who, when, from what, to what (promise 11).
public struct HistoryEntry: Hashable, Sendable {
    public enum Action: String, Sendable, CaseIterable {
        case opened, closed, cancelled, reopened, withdrawn, snoozed, rescheduled, assigned, noted, reminded
        case away, back
        case signedOut = "signed-out"
        case calendarMade = "calendar-made"
        case calendarRevoked = "calendar-revoked"
        case caseOpened = "case-opened"
        case caseClosed = "case-closed"
        case caseReopened = "case-reopened"
        case excluded, readmitted, held, released
        case caseRole = "case-role"
        case caseLeft = "case-left"
        case caseMoved = "case-moved"
        case messageRetried = "message-retried"
        case messageBounced = "message-bounced"
        case channelOff = "channel-off"
        case channelOn = "channel-on"
        case struck
        case purged, restored, promoted
        case clockCorrected = "clock-corrected"
    }

    /// The actors of changes that no person made: the daemon about its channels, and any program that keeps a promise.
    public static let daemon = "opvolgd"
    public static let itself = "opvolg"

    public struct Change: Hashable, Sendable, Codable {
        public let field: String
        public let from: String?
        public let to: String?

        public init(_ field: String, from: String? = nil, to: String? = nil) {
            self.field = field
            self.from = from
            self.to = to
        }

        /// Whether somebody wrote it in their own words.
        public var isFreeText: Bool { ["reason", "hold", "note", "title"].contains(field) }
    }

    public let id: Int64
    public let at: Date
    /// A person's id, or the login name of whoever ran the command.
    public let actor: String
    /// Who did it in their name; nil when they did it themselves. A person's id or a login name, too.
    public let through: String?
    public let action: Action
    public let followUp: Int64?
    public let caseCode: CaseCode?
    /// Nil after a purge of the case, which also clears follow-up and case code.
    public let changes: [Change]?

    public init(
        id: Int64, at: Date, actor: String, through: String? = nil, action: Action, followUp: Int64?, caseCode: CaseCode?, changes: [Change]?
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.through = through
        self.action = action
        self.followUp = followUp
        self.caseCode = caseCode
        self.changes = changes
    }

    /// For whoever may see what was done, and not why.
    public var withoutFreeText: HistoryEntry {
        HistoryEntry(
            id: id, at: at, actor: actor, through: through, action: action, followUp: followUp, caseCode: caseCode,
            changes: changes?.filter { !$0.isFreeText })
    }

    /// The message that it is about.
    public var message: Int64? { changes?.first { $0.field == "message" }?.to.flatMap { Int64($0) } }
}
