/// How many copies of the database are kept: of each of the last days and weeks that have one, the last.
///
/// What counts is days with a copy. So a service that stood still for a month keeps as many as before, and a clock that was wrong for a night pushes out one.
public struct BackupRetention: Hashable, Sendable {
    /// At least 1.
    public let days: Int
    /// From Monday on.
    public let weeks: Int

    public init(days: Int, weeks: Int) {
        self.days = max(1, days)
        self.weeks = weeks
    }

    public static let standard = BackupRetention(days: 7, weeks: 4)

    /// Those that need not be kept. Never the newest.
    public func superfluous(among copies: [BackupName]) -> [BackupName] {
        let kept = Set(lastOfEach(days, copies) { $0.day.number } + lastOfEach(weeks, copies) { ($0.day.number - $0.day.weekday.offset) })
        return copies.filter { !kept.contains($0) }.sorted()
    }

    private func lastOfEach(_ count: Int, _ copies: [BackupName], period: (BackupName) -> Int) -> [BackupName] {
        let periods = Dictionary(grouping: copies, by: period).sorted { $0.key > $1.key }
        return periods.prefix(count).compactMap { $0.value.max() }
    }
}

extension Weekday {
    /// Days since Monday.
    fileprivate var offset: Int { Weekday.allCases.firstIndex(of: self) ?? 0 }
}
