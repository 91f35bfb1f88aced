import Foundation
import FollowUps

extension FuzzTarget {
    /// The small languages of terms, days, steps and windows: whatever can be read is written down as something that reads the same.
    static let grammar = FuzzTarget(
        "grammar", inputs: 20_000, longest: 64,
        tokens: [
            "h", "d", "sd", "w", "m", "T", ":", "-", "+", "open", "owner", "in", "from date", "school", "daily", "weekly", "monday", "always",
            "24:00",
        ],
        seeds: {
            [
                "2h", "10d", "3sd", "2w", "6m", "0d", "9999m", "2026-12-12", "2026-12-12T09:30", "2024-02-29", "9999-12-31T24:00", "1000-01-01",
                "09:30",
                "10-01", "open owner", "-2sd owner", "0 owner", "+5sd owner directie", "school 08:00-17:00", "daily 07:00-21:00", "always",
                "weging in 2w from date", "hulp-aangekomen", "none", "daily", "weekly monday", "Sun, 06 Nov 1994 08:49:37 GMT",
                "1-3-2027", "13/14/2027", "1.3.2027 0:00", "2027-03-01 09:30:00", "46447",
            ]
        }
    ) { input in
        let text = text(input)
        var isAccepted = false
        func same<Value: Equatable>(_ value: Value?, _ written: (Value) -> String, _ read: (String) -> Value?) throws {
            guard let value else { return }
            isAccepted = true
            let again = written(value)
            try require(read(again) == value, "\(text.debugDescription) is \(value), but \(again.debugDescription) is \(read(again) as Any)")
        }
        try same(Term(text), \.description) { Term($0) }
        try same(Day(text), \.description) { Day($0) }
        try same(TimeOfDay(text), \.description) { TimeOfDay($0) }
        try same(MonthDay(text), \.description) { MonthDay($0) }
        try same(Consequence(text), \.description, Consequence.init)
        try same(DateExpression(text), written, DateExpression.init)
        try same(Window(text), written, Window.init)
        try same(Step(text), { "\($0.name) \($0.audiences.map(\.description).joined(separator: " "))" }, Step.init)
        switch Result(catching: { () throws(SpreadsheetDate.Objection) in try SpreadsheetDate(text) }) {
        case .success(let date?):
            try same(date, written) { try? SpreadsheetDate($0) }
            // What is a day already is not read as another one.
            if let day = Day(text) { try require(date == .day(day), "\(day) is read as \(date)") }
        case .success(nil): break
        case .failure(let objection):
            try require(isOneLine(objection.description, atMost: 200) && Day(text) == nil, "\(text.debugDescription) \(objection)")
        }
        if let day = Day(text) { try checkArithmetic(of: day) }
        if let when = DateExpression(text) { try checkMoments(of: when) }
        isAccepted = isAccepted || Digest(text) != nil
        return isAccepted ? .accepted : .refused
    }

    private static func written(_ when: DateExpression) -> String {
        switch when {
        case .day(let day): day.description
        case .moment(let day, let time): "\(day)T\(time)"
        case .term(let term): term.description
        }
    }

    private static func written(_ date: SpreadsheetDate) -> String {
        switch date {
        case .day(let day): day.description
        case .moment(let day, let time): "\(day) \(time)"
        }
    }

    private static func written(_ window: Window) -> String {
        switch window {
        case .always: "always"
        case .daily(let from, let until): "daily \(from)-\(until)"
        case .school(let from, let until): "school \(from)-\(until)"
        }
    }

    private static func checkArithmetic(of day: Day) throws {
        let (year, month, dayOfMonth) = day.components
        try require(Day(year: year, month: month, day: dayOfMonth) == day, "\(day) is not made of its parts")
        for months in [1, 12, 13, 9999] {
            let later = day.adding(months: months)
            try require(later > day && later.adding(months: -months) <= day, "\(day) and \(months) months")
        }
    }

    /// Where its day and its instant belong together, whatever zone the clock is in and whatever it does that night.
    private static func checkMoments(of when: DateExpression) throws {
        let now = Date(timeIntervalSince1970: 1_795_426_200)
        for zone in ["Europe/Amsterdam", "Pacific/Apia", "America/Sao_Paulo"] {
            let calendar = SchoolCalendar(clock: WallClock(zone: TimeZone(identifier: zone) ?? .gmt))
            let day = when.day(from: now, in: calendar)
            let instant = when.instant(from: now, in: calendar)
            try require(instant.timeIntervalSince1970.isFinite, "\(when) has no instant")
            // 24:00 is the next day's first moment; and Samoa had no 30 December 2011.
            try require((0...1).contains(calendar.clock.day(of: instant).number - day.number), "\(when) is on \(day) and at \(instant) in \(zone)")
            for urgency in Urgency.allCases {
                let due = when.due(urgency: urgency, from: now, in: calendar)
                try require(due.overdueFrom(calendar.clock) >= instant, "\(when) is due before itself: \(due)")
            }
        }
    }
}
