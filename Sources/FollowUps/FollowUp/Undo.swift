import Foundation

/// What takes back a change that somebody has made to a follow-up, as long as nothing has changed it since (promise 17).
public enum Undo: Hashable, Sendable {
    /// Opens it again; what its ending led to is withdrawn as far as nobody has been reminded of it.
    case reopen
    /// Reminds again at once.
    case resume
    /// Gives it the due moment that it had.
    case reschedule(DateExpression)
    case assign(Owner)

    /// Nil when it cannot be taken back: it has changed again, or lies behind by now.
    ///
    /// - Parameter entry: the change, of the same follow-up.
    public init?(of entry: HistoryEntry, followUp: FollowUp, rules: Ruleset, at now: Date) {
        func change(_ field: String) -> HistoryEntry.Change? { entry.changes?.first { $0.field == field } }
        let clock = rules.directory.calendar(of: followUp.school).clock
        switch entry.action {
        case .closed where followUp.status == .closed, .cancelled where followUp.status == .cancelled: self = .reopen
        case .snoozed where followUp.status == .open:
            guard let until = followUp.snoozedUntil, until > now, change("snoozed_until")?.to == clock.iso8601(until) else { return nil }
            self = .resume
        case .rescheduled where followUp.status == .open:
            guard let due = change("due"), due.to == followUp.due.text(clock), let former = due.from.flatMap(Self.moment),
                former.beginning(from: now, in: rules.directory.calendar(of: followUp.school)) >= clock.start(of: clock.day(of: now))
            else { return nil }
            self = .reschedule(former)
        case .assigned where followUp.status == .open:
            guard let owner = change("owner"), owner.to == followUp.owner.description, let former = owner.from else { return nil }
            guard let found = rules.owner(named: former) else { return nil }
            self = .assign(found)
        default: return nil
        }
    }

    /// Of `2026-12-12` and of `2026-12-12T09:30:00+01:00`, as the history has them.
    private static func moment(_ text: String) -> DateExpression? { DateExpression(String(text.prefix(16))) }

    /// What somebody has to be allowed to do for it.
    public var action: FollowUpAction {
        switch self {
        case .reopen: .reopen
        case .resume: .resume
        case .reschedule: .reschedule
        case .assign: .assign
        }
    }
}

extension Ruleset {
    /// A role of a catalogue, else a person; nil when the files have neither.
    public func owner(named name: String) -> Owner? { Owner(named: name, catalogues, directory) }
}
