import TestSupport
import Testing

/// Every employee has a training that expires on a day of its own. Nobody may be mailed more than is of use: an employee when there is still time to
/// find a course and then until it is renewed, and the directie once a week.
@Suite("Story e: 34 trainings expire over a year", .swept)
struct TrainingsStory {
    /// When each training expires, always a Friday, and the days on which its employee hears of it, at 08:00. On the last of these it is renewed: four
    /// weeks before it expires, or as soon as the employee hears of it when that is later; three wait longer.
    static let trainings: [(expires: String, told: [String])] = [
        ("2026-09-11", ["Fri 2026-09-11 0"]),
        ("2026-09-18", ["Fri 2026-09-04 -2w"]),
        ("2026-09-25", ["Fri 2026-09-11 -2w"]),
        ("2026-10-02", ["Fri 2026-09-04 -4w"]),
        ("2026-10-09", ["Fri 2026-09-11 -4w"]),
        ("2026-10-16", ["Fri 2026-09-18 -4w"]),
        ("2026-10-23", ["Fri 2026-09-25 -4w"]),
        // From here on there is time for both.
        ("2026-10-30", ["Fri 2026-09-04 -8w", "Fri 2026-10-02 -4w"]),
        ("2026-11-06", ["Fri 2026-09-11 -8w", "Fri 2026-10-09 -4w"]),
        ("2026-11-13", ["Fri 2026-09-18 -8w", "Fri 2026-10-16 -4w"]),
        ("2026-11-20", ["Fri 2026-09-25 -8w", "Fri 2026-10-23 -4w"]),
        ("2026-11-27", ["Fri 2026-10-02 -8w", "Fri 2026-10-30 -4w"]),
        ("2026-12-04", ["Fri 2026-10-09 -8w", "Fri 2026-11-06 -4w"]),
        ("2026-12-11", ["Fri 2026-10-16 -8w", "Fri 2026-11-13 -4w"]),
        ("2026-12-18", ["Fri 2026-10-23 -8w", "Fri 2026-11-20 -4w"]),
        // In the christmas holiday: both are due on the Monday after it. The first waits until he is warned of the holiday.
        ("2026-12-25", ["Mon 2026-11-09 -8w", "Mon 2026-12-07 -4w", "Wed 2026-12-16 holiday"]),
        ("2027-01-01", ["Mon 2026-11-09 -8w", "Mon 2026-12-07 -4w"]),
        ("2027-01-08", ["Fri 2026-11-13 -8w", "Fri 2026-12-11 -4w"]),
        ("2027-01-15", ["Fri 2026-11-20 -8w", "Fri 2026-12-18 -4w"]),
        // A step in the holiday waits for the Monday after it.
        ("2027-01-22", ["Fri 2026-11-27 -8w", "Mon 2027-01-04 -4w"]),
        ("2027-01-29", ["Fri 2026-12-04 -8w", "Mon 2027-01-04 -4w"]),
        ("2027-02-05", ["Fri 2026-12-11 -8w", "Fri 2027-01-08 -4w"]),
        ("2027-02-12", ["Fri 2026-12-18 -8w", "Fri 2027-01-15 -4w"]),
        ("2027-02-19", ["Mon 2027-01-04 -8w", "Fri 2027-01-22 -4w"]),
        // In the spring holiday, and he waits until he is warned of it.
        ("2027-02-26", ["Mon 2027-01-04 -8w", "Mon 2027-02-01 -4w", "Mon 2027-02-15 -2w", "Wed 2027-02-17 holiday"]),
        ("2027-03-05", ["Fri 2027-01-08 -8w", "Fri 2027-02-05 -4w"]),
        ("2027-03-12", ["Fri 2027-01-15 -8w", "Fri 2027-02-12 -4w"]),
        ("2027-03-19", ["Fri 2027-01-22 -8w", "Fri 2027-02-19 -4w"]),
        // Good Friday: it is due on the Tuesday after Easter.
        ("2027-03-26", ["Tue 2027-02-02 -8w", "Tue 2027-03-02 -4w"]),
        ("2027-04-02", ["Fri 2027-02-05 -8w", "Fri 2027-03-05 -4w"]),
        ("2027-04-09", ["Fri 2027-02-12 -8w", "Fri 2027-03-12 -4w"]),
        ("2027-04-16", ["Fri 2027-02-19 -8w", "Fri 2027-03-19 -4w"]),
        ("2027-04-23", ["Mon 2027-03-01 -8w", "Tue 2027-03-30 -4w"]),
        // The last waits until the very day.
        ("2027-04-30", ["Fri 2027-03-05 -8w", "Fri 2027-04-02 -4w", "Fri 2027-04-16 -2w", "Fri 2027-04-30 0"]),
    ]

    @Sendable static func staffed(_ configuration: String) -> String {
        configuration.replacing("database  = \"opvolg.db\"", with: "database  = \"opvolg.db\"\npeople    = \"people.csv\"")
            .replacing("digest   = \"none\"", with: "digest   = \"weekly monday\"")
    }

    static func employee(_ number: Int) -> String { "medewerker-\(number < 10 ? "0" : "")\(number)" }

    @Test("no employee has a mail when the list comes in, each has one eight and four weeks before; the directie one a week, and no name in it")
    func year() async throws {
        let story = try await Story(from: "Tue 2026-09-01 09:00", edit: Self.staffed)
        let numbers = Array(1...Self.trainings.count)
        #expect(numbers.count == 34)
        let staff = numbers.map(Self.employee).map { "\($0),\(Marks.name(of: $0)),\(Marks.address(of: $0)),vlieger,," }
        try story.instance.scratch.write((["id,name,email,school,language,deputy"] + staff).joined(separator: "\n") + "\n", to: "people.csv")
        let rows = zip(numbers, Self.trainings).map { "medewerker-training,\(Self.employee($0)),\($1.expires)" }
        try story.instance.scratch.write((["kind,person,due"] + rows).joined(separator: "\n") + "\n", to: "trainings.csv")
        try await story.does("directie-vlieger", "import trainings.csv")
        try await story.does("directie-vlieger", "import trainings.csv")

        try await story.goesOn(until: "Tue 2026-09-01 12:00")
        try await story.sent()

        // Everybody renews it on the day of the last reminder.
        var expected: [String] = []
        var renewals: [(day: String, number: Int)] = []
        for (number, training) in zip(numbers, Self.trainings) {
            for told in training.told {
                let (day, step) = (told.prefix(14), told.dropFirst(15))
                expected.append("\(day) 08:00 | \(Self.employee(number)) | \(number) medewerker-training \(step)")
            }
            renewals.append((String(try #require(training.told.last).prefix(14)), number))
        }
        for (day, number) in renewals.sorted(by: { ($0.day.dropFirst(4), $0.number) < ($1.day.dropFirst(4), $1.number) }) {
            try await story.at("\(day) 12:00", Self.employee(number), "close \(number) behaald --on \(day.dropFirst(4))")
        }
        try await story.goesOn(until: "Fri 2027-07-09 17:00")
        let sent = try await story.sentLines()
        #expect(sent.filter { !$0.contains("| directie-vlieger |") }.sorted() == expected.sorted())
        #expect(sent.filter { $0.contains("| directie-vlieger |") } == Self.mondays.map { "\($0) 08:00 | directie-vlieger | digest: overview" })
    }

    /// Every Monday on which there is school, or the first school day after it, for as long as a training expires in the weeks to come.
    static let mondays = [
        "Mon 2026-09-07", "Mon 2026-09-14", "Mon 2026-09-21", "Mon 2026-09-28", "Mon 2026-10-05", "Mon 2026-10-12", "Mon 2026-10-19",
        "Mon 2026-10-26", "Mon 2026-11-02", "Mon 2026-11-09", "Mon 2026-11-16", "Mon 2026-11-23", "Mon 2026-11-30", "Mon 2026-12-07",
        "Mon 2026-12-14", "Mon 2027-01-04", "Mon 2027-01-11", "Mon 2027-01-18", "Mon 2027-01-25", "Mon 2027-02-01", "Mon 2027-02-08",
        "Mon 2027-02-15", "Mon 2027-03-01", "Mon 2027-03-08", "Mon 2027-03-15", "Mon 2027-03-22", "Tue 2027-03-30", "Mon 2027-04-05",
        "Mon 2027-04-12", "Mon 2027-04-19", "Mon 2027-04-26",
    ]
}
