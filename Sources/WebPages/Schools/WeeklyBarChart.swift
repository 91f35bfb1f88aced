import FollowUps

/// The open and overdue follow-ups of each week as positions in an SVG. The table below the chart has the same numbers.
public struct WeeklyBarChart: Hashable, Sendable {
    public struct Bar: Hashable, Sendable {
        public let week: WeeklyStats
        public let x: Int
        public let openTop: Int
        public let openHeight: Int
        public let overdueTop: Int
        public let overdueHeight: Int
        /// Whether its date is shown below: every second bar, counted back from the last.
        public let isNamed: Bool
        public var middle: Int { x + WeeklyBarChart.barWidth / 2 }
    }

    public struct Line: Hashable, Sendable {
        public let value: Int
        public let y: Int
    }

    public static let width = 640
    public static let height = 260
    public static let barWidth = 32
    public static let left = 44
    public static let bottom = 224
    static let top = 16

    public let bars: [Bar]
    public let lines: [Line]

    public init(_ weeks: [WeeklyStats]) {
        let step = Self.step(upTo: max(1, weeks.map(\.open).max() ?? 0))
        let highest = max(1, weeks.map(\.open).max() ?? 0)
        let count = (highest + step - 1) / step
        let room = Self.bottom - Self.top
        // Rounded up, so that one among thousands still shows.
        func length(_ value: Int) -> Int { (value * room + count * step - 1) / (count * step) }
        let pitch = weeks.isEmpty ? 0 : (Self.width - Self.left) / weeks.count
        bars = weeks.enumerated().map { place, week in
            let (open, overdue) = (length(week.open), length(week.overdue))
            return Bar(
                week: week, x: Self.left + place * pitch + (pitch - Self.barWidth) / 2, openTop: Self.bottom - open, openHeight: open,
                overdueTop: Self.bottom - overdue, overdueHeight: overdue, isNamed: (weeks.count - 1 - place).isMultiple(of: 2))
        }
        lines = (0...count).map { Line(value: $0 * step, y: Self.bottom - length($0 * step)) }
    }

    /// 1, 2 or 5 times a power of ten, such that at most five steps reach `highest`.
    private static func step(upTo highest: Int) -> Int {
        var power = 1
        while true {
            for factor in [1, 2, 5] where factor * power * 5 >= highest { return factor * power }
            power *= 10
        }
    }
}
