import Configuration
import FollowUps

extension FuzzTarget {
    /// The staff list beside a configuration: its people are as good as those of the configuration, and its mistakes have their lines.
    static let staffList = FuzzTarget(
        "staff-list", inputs: 500,
        tokens: [
            "id", "name", "email", "school", "language", "deputy", "vlieger", "ib-vlieger", "nl", "en", "a@b.example", ";", "\"\"", "\r\n", "bestuur",
        ],
        seeds: {
            [
                "id,name,email,school,language,deputy\njuf-a,Juf A,a@vlieger.example,vlieger,nl,ib-vlieger\nmeester-b,Meester B,,regenboog,en,juf-a\n",
                "\u{FEFF}id;name;email\r\nc;\"C; van der\";c@vlieger.example\r\n",
            ]
        }
    ) { input in
        let instance = try staffInstance.get()
        try instance.write(input, to: "people.csv")
        let reading = LoadResult.read(instance.path("opvolg.toml"))
        try checkProblems(reading.problems + reading.warnings, in: instance)
        for problem in reading.problems where problem.file == instance.path("people.csv") {
            try require(problem.line != nil || problem.message.hasPrefix("is "), "a problem without a line: \(problem)")
        }
        guard let settings = reading.settings else { return .refused }
        let people = Set(settings.directory.people.map(\.id))
        try require(people.count == settings.directory.people.count, "somebody twice")
        for person in settings.directory.people {
            try require(person.deputy.map { people.contains($0) && $0 != person.id } ?? true, "\(person.id) has no such deputy")
            try require(person.email.map { MailAddress($0.text) == $0 } ?? true, "\(person.id) has a bad address")
            try require(isOneLine(person.name, atMost: 2000), "a name that is not a line: \(person.name.debugDescription)")
        }
        return .accepted
    }

    private static let staffInstance = Result {
        let instance = try ScratchInstance("staff-list")
        try instance.write(try Repository.contract().replacing("[service]\n", with: "[service]\npeople = \"people.csv\"\n"), to: "opvolg.toml")
        return instance
    }
}
