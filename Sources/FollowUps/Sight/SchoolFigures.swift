/// How many things are open at a school, and in what state: numbers, and nothing that they are about.
public struct SchoolFigures: Hashable, Sendable {
    public let school: SchoolID
    public let open: Int
    /// Of those that are overdue.
    public let overdue: [Urgency: Int]
    public let openCases: Int
    /// Follow-ups about employees that are overdue.
    public let trainingsOverdue: Int

    public init(school: SchoolID, open: Int, overdue: [Urgency: Int], openCases: Int, trainingsOverdue: Int) {
        self.school = school
        self.open = open
        self.overdue = overdue
        self.openCases = openCases
        self.trainingsOverdue = trainingsOverdue
    }

    public var allOverdue: Int { overdue.values.reduce(0, +) }
}
