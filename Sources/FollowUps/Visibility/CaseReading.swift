import Foundation

/// That somebody read the timeline of a case, or a follow-up of it, on a page.
public struct CaseReading: Hashable, Sendable {
    public let caseCode: CaseCode
    public let person: PersonID
    public let at: Date

    /// In seconds: whoever goes on reading a case within this time is written down once.
    public static let pause: TimeInterval = 900

    public init(_ caseCode: CaseCode, by person: PersonID, at: Date) {
        self.caseCode = caseCode
        self.person = person
        self.at = at
    }
}
