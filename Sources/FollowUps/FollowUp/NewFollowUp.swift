import Foundation

/// A follow-up about to be opened. Only the database can give it an id and a round.
///
/// Only the domain makes one: from an `OpeningRequest`, a consequence, or what the catalogue asks for.
public struct NewFollowUp: Hashable, Sendable {
    public let kind: KindID
    public let title: String?
    public let school: SchoolID
    public private(set) var caseCode: CaseCode?
    public let employee: PersonID?
    public let owner: Owner
    public let urgency: Urgency
    public let due: Due
    /// Never leaves the database.
    public let note: String?
    /// Why it is opened although something in `Kind.expects` is missing.
    public let reason: String?

    init(
        _ kind: Kind, title: String? = nil, at school: SchoolID, in caseCode: CaseCode? = nil, about employee: PersonID? = nil, owner: Owner,
        due: Due, note: String? = nil, reason: String? = nil
    ) {
        self.kind = kind.id
        self.title = title
        self.school = school
        self.caseCode = caseCode
        self.employee = employee
        self.owner = owner
        urgency = kind.urgency
        self.due = due
        self.note = note
        self.reason = reason
    }

    /// An open follow-up once more, in another case of its school.
    ///
    /// - Parameter kind: of the follow-up.
    public init(_ followUp: FollowUp, of kind: Kind, movedTo code: CaseCode) {
        self.init(
            kind, title: followUp.title, at: followUp.school, in: code, about: followUp.employee, owner: followUp.owner, due: followUp.due)
    }

    public func moved(to code: CaseCode) -> NewFollowUp {
        var moved = self
        moved.caseCode = code
        return moved
    }
}

extension Kind {
    /// Nil when the owner is the employee and there is none.
    public func owner(employee: PersonID?) -> Owner? {
        switch owner {
        case .role(let role): .role(role)
        case .employee: employee.map(Owner.person)
        }
    }
}
