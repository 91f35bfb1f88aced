import FollowUps

/// How one school stands, for whoever looks after it.
public struct SchoolPage: Hashable, Sendable {
    public let figures: SchoolStats
    public let overdue: ListPage<RedactedFollowUp>
    public let coming: ListPage<RedactedFollowUp>
    public let trainings: ListPage<RedactedFollowUp>
    public let picture: WeeklyBarChart

    public init(
        figures: SchoolStats, overdue: ListPage<RedactedFollowUp>, coming: ListPage<RedactedFollowUp>, trainings: ListPage<RedactedFollowUp>,
        picture: WeeklyBarChart
    ) {
        self.figures = figures
        self.overdue = overdue
        self.coming = coming
        self.trainings = trainings
        self.picture = picture
    }

    /// As many of each as can be looked through at once; the download has all.
    public static let most = 10
}
