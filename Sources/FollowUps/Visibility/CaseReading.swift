import Foundation

/// That somebody read the timeline of a case, or a follow-up of it, on a page or at the command line.
public struct CaseReading: Hashable, Sendable {
    public let caseCode: CaseCode
    /// At the command line also the login name of whoever administers the service.
    public let person: PersonID
    /// Who read it in their name; nil when they did themselves.
    public let through: String?
    public let at: Date

    /// In seconds: whoever goes on reading a case within this time is written down once.
    public static let pause: TimeInterval = 900

    public init(_ caseCode: CaseCode, by person: PersonID, through: String? = nil, at: Date) {
        self.caseCode = caseCode
        self.person = person
        self.through = through
        self.at = at
    }
}
