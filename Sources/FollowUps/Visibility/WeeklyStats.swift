import Foundation

/// The open and overdue follow-ups at the end of a week, or now in the present week.
public struct WeeklyStats: Hashable, Sendable {
    public let monday: Day
    public let open: Int
    public let overdue: Int

    public init(monday: Day, open: Int, overdue: Int) {
        self.monday = monday
        self.open = open
        self.overdue = overdue
    }

    /// As many weeks as fit on a telephone: about a term of school.
    public static let count = 12

    /// Counts follow-ups one by one into the weeks up to the present one. The present due moment decides what is overdue.
    public struct WeekCounter: Sendable {
        private let mondays: [Day]
        /// The end of each week, or now, in Unix seconds.
        private let moments: [Int64]
        private var open: [Int]
        private var overdue: [Int]

        public init(at now: Date, _ clock: WallClock) {
            let today = clock.day(of: now)
            let monday = today.adding(days: -today.weekday.index)
            mondays = (0..<WeeklyStats.count).reversed().map { monday.adding(days: -7 * $0) }
            moments = mondays.map { Int64(min(now, clock.start(of: $0.adding(days: 7)).addingTimeInterval(-1)).timeIntervalSince1970) }
            open = mondays.map { _ in 0 }
            overdue = open
        }

        /// In Unix seconds. What had ended by then is in no week.
        public var start: Int64 { moments.first ?? 0 }

        /// All in Unix seconds; `endedAt` is nil while it is open.
        public mutating func add(openedAt: Int64, endedAt: Int64?, overdueFrom: Int64) {
            for place in moments.indices.reversed() {
                let moment = moments[place]
                if openedAt > moment { return }
                if let endedAt, endedAt <= moment { continue }
                open[place] += 1
                if overdueFrom <= moment { overdue[place] += 1 }
            }
        }

        /// Oldest first.
        public var weeks: [WeeklyStats] {
            mondays.indices.map { WeeklyStats(monday: mondays[$0], open: open[$0], overdue: overdue[$0]) }
        }
    }
}
