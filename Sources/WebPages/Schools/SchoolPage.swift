import FollowUps

/// How one school stands, for whoever looks after it.
public struct SchoolPage: Hashable, Sendable {
    public let figures: SchoolFigures
    public let overdue: ListPage<SchoolRow>
    public let coming: ListPage<SchoolRow>
    public let trainings: ListPage<SchoolRow>
    public let picture: WeekPicture

    public init(
        figures: SchoolFigures, overdue: ListPage<SchoolRow>, coming: ListPage<SchoolRow>, trainings: ListPage<SchoolRow>, picture: WeekPicture
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
