/// A follow-up as shown to whoever looks after its school. Of one in a case they see only its number, owner, urgency and due moment.
public struct RedactedFollowUp: Hashable, Sendable {
    public let id: Int64
    public let school: SchoolID
    public let owner: Owner
    public let urgency: Urgency
    public let due: Due
    /// Nil for a follow-up of a case, as are title and employee.
    public let kind: KindID?
    public let title: String?
    public let employee: PersonID?
    public let isOfCase: Bool

    public init(_ followUp: FollowUp) {
        isOfCase = followUp.caseCode != nil
        id = followUp.id
        school = followUp.school
        owner = followUp.owner
        urgency = followUp.urgency
        due = followUp.due
        kind = isOfCase ? nil : followUp.kind
        title = isOfCase ? nil : followUp.title
        employee = isOfCase ? nil : followUp.employee
    }
}
