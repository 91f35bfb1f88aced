/// A follow-up as whoever looks after its school sees it: of one in a case no more than its number, so that they can ask after it, and that something
/// has to be done, by whom and when.
public struct SchoolRow: Hashable, Sendable {
    public let id: Int64
    public let school: SchoolID
    public let owner: Owner
    public let urgency: Urgency
    public let due: Due
    /// Nil of a case.
    public let kind: KindID?
    /// Nil of a case, and of a kind without titles of its own.
    public let title: String?
    /// The employee whom it is about; nil of a case.
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
