/// What is open at a school, in numbers only.
public struct SchoolStats: Hashable, Sendable {
    public let school: SchoolID
    public let open: Int
    public let overdue: [Urgency: Int]
    public let openCases: Int
    /// Overdue follow-ups about employees.
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
