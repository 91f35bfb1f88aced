import TestSupport
import Testing

/// Every employee has a training that expires on a day of its own. Nobody may be mailed more than is of use: an employee when the training comes in
/// and when it is time for it, and the directie once a week.
@Suite("Story e: 34 trainings expire over a year", .swept)
struct TrainingsStory {
    /// When each training expires, always a Friday, and the Wednesday on which its employee hears that it is time: two school days before, or for what
    /// falls in a holiday or in the first week after it, the third-last school day before that holiday.
    static let trainings: [(expires: String, told: String)] = [
        ("2026-09-11", "Wed 2026-09-09 08:00"), ("2026-09-18", "Wed 2026-09-16 08:00"), ("2026-09-25", "Wed 2026-09-23 08:00"),
        ("2026-10-02", "Wed 2026-09-30 08:00"), ("2026-10-09", "Wed 2026-10-07 08:00"), ("2026-10-16", "Wed 2026-10-14 08:00"),
        ("2026-10-23", "Wed 2026-10-21 08:00"), ("2026-10-30", "Wed 2026-10-28 08:00"), ("2026-11-06", "Wed 2026-11-04 08:00"),
        ("2026-11-13", "Wed 2026-11-11 08:00"), ("2026-11-20", "Wed 2026-11-18 08:00"), ("2026-11-27", "Wed 2026-11-25 08:00"),
        ("2026-12-04", "Wed 2026-12-02 08:00"), ("2026-12-11", "Wed 2026-12-09 08:00"), ("2026-12-18", "Wed 2026-12-16 08:00"),
        // The christmas holiday.
        ("2026-12-25", "Wed 2026-12-16 08:00"), ("2027-01-01", "Wed 2026-12-16 08:00"), ("2027-01-08", "Wed 2026-12-16 08:00"),
        ("2027-01-15", "Wed 2027-01-13 08:00"), ("2027-01-22", "Wed 2027-01-20 08:00"), ("2027-01-29", "Wed 2027-01-27 08:00"),
        ("2027-02-05", "Wed 2027-02-03 08:00"), ("2027-02-12", "Wed 2027-02-10 08:00"), ("2027-02-19", "Wed 2027-02-17 08:00"),
        // The spring holiday.
        ("2027-02-26", "Wed 2027-02-17 08:00"), ("2027-03-05", "Wed 2027-02-17 08:00"),
        ("2027-03-12", "Wed 2027-03-10 08:00"), ("2027-03-19", "Wed 2027-03-17 08:00"),
        // Good Friday: it is due on the Tuesday after Easter.
        ("2027-03-26", "Wed 2027-03-24 08:00"), ("2027-04-02", "Wed 2027-03-31 08:00"), ("2027-04-09", "Wed 2027-04-07 08:00"),
        ("2027-04-16", "Wed 2027-04-14 08:00"), ("2027-04-23", "Wed 2027-04-21 08:00"),
        // King's Day is the Tuesday of that week.
        ("2027-04-30", "Wed 2027-04-28 08:00"),
    ]

    @Sendable static func staffed(_ configuration: String) -> String {
        configuration.replacing("database  = \"opvolg.db\"", with: "database  = \"opvolg.db\"\npeople    = \"people.csv\"")
            .replacing("digest   = \"none\"", with: "digest   = \"weekly monday\"")
    }

    static func employee(_ number: Int) -> String { "medewerker-\(number < 10 ? "0" : "")\(number)" }

    @Test("each employee has one mail when the list comes in and one when it is time; the directie has one a week, and no name in it")
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
        try await story.sent(
            numbers.map { "Tue 2026-09-01 09:00 | \(Self.employee($0)) | \($0) medewerker-training open" }.joined(separator: "\n"))

        // Everybody renews it on the very day.
        var expected: [String] = []
        for (number, training) in zip(numbers, Self.trainings) {
            let day = String(training.told.dropFirst(4).prefix(10))
            try await story.at("Wed \(day) 12:00", Self.employee(number), "close \(number) behaald --on \(day)")
            let step = ["2026-12-25", "2027-01-01", "2027-01-08", "2027-02-26", "2027-03-05"].contains(training.expires) ? "holiday" : "-2sd"
            expected.append("\(training.told) | \(Self.employee(number)) | \(number) medewerker-training \(step)")
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
