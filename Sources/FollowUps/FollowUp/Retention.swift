import Foundation

public struct Retention: Hashable, Sendable {
    /// From the day on which a case was closed, or whom it is about left, if that was later; in days, weeks or months.
    public let caseTerm: Term
    /// From the day on which a message was sent or given up; in days, weeks or months.
    public let messageTerm: Term

    public init(caseTerm: Term, messageTerm: Term = Retention.usualMessageTerm) {
        self.caseTerm = caseTerm
        self.messageTerm = messageTerm
    }

    /// Two years: whoever asks whether a mail went, asks within the school year or the next.
    public static let usualMessageTerm = Term(24, .months)

    /// Five years: the longest of the usual terms for pupils' records. A board may set another.
    public static let standard = Retention(caseTerm: Term(60, .months))

    public func lastDay(of dossier: Case, in directory: Directory) -> Day? {
        dossier.closedAt.map { closedAt in
            let closed = directory.clock.day(of: closedAt)
            return caseTerm.day(from: dossier.leftOn.map { max($0, closed) } ?? closed, in: directory.calendar(of: dossier.school))
        }
    }

    /// The instant before which a message has been kept long enough.
    public func startOfMessages(at now: Date, in directory: Directory) -> Date {
        let today = directory.clock.day(of: now)
        return directory.clock.start(of: messageTerm.day(from: today, in: directory.calendar(of: .board), backwards: true))
    }
}

extension Catalogue {
    /// The last day on which a follow-up that is about no case is kept; nil for ever, and while it is open.
    public func lastDay(of followUp: FollowUp, in directory: Directory) -> Day? {
        guard followUp.caseCode == nil, let end = followUp.end, let term = kind(followUp.kind)?.retention else { return nil }
        return term.day(from: directory.clock.day(of: end.at), in: directory.calendar(of: followUp.school))
    }
}
