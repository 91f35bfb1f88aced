import Configuration
import Foundation
import FollowUps

extension FuzzTarget {
    /// The configuration as both programs load it: what it accepts can be planned with, and what it refuses is told with file and place.
    static let configuration = FuzzTarget(
        "configuration", inputs: 600, longest: 16_384,
        tokens: [
            "[service]", "[mail]", "[watch]", "[retention]", "[[person]]", "[[school]]", "[school.roles]", "[[holiday]]", "[[contact]]",
            "[[webhook]]",
            "[policy.normal]", "[policy.acute]", "steps = [\"0 owner\"]\n", "repeat = [\"1d\"]\n", "window = \"always\"\n", "\"+9999m owner\"",
            "\"-9999sd owner\"", "\"open owner\"", "\"school 00:00-24:00\"", "\"daily 23:59-24:00\"", "time_zone = \"America/New_York\"\n",
            "time_zone = \"Pacific/Apia\"\n", "detail = \"discreet\"\n", "case_code = \"[0-9]{1,6}\"\n", "case_term = \"24m\"\n", "tls = \"none\"\n",
            "url = \"smtp://127.0.0.1:25\"\n", "url = \"smtps://[::1]:465\"\n", "transport = \"smtp\"\n", "channels = [\"mail\"]\n",
            "digest = \"weekly friday\"\n", "digest = \"daily\"\n", "free_days = [2026-12-18]\n", "school_days = [\"2027-05-05\"]\n",
            "ping_url = \"http://127.0.0.1/x\"\n", "operator = \"bestuur\"\n", "9999-12-31", "1000-01-01", "people = \"opvolg.toml\"\n",
        ],
        seeds: {
            let contract = try Repository.contract()
            let used = contract.split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasPrefix("# ") ? $0.dropFirst(2) : $0 }
            return [
                contract, used.joined(separator: "\n").replacing("\"maildir\"", with: "\"smtp\""), contract + "[watch]\noperator = \"bestuur\"\n",
                contract + "[policy.normal]\nsteps = [\"0 owner\", \"+2sd own\\r\"]\n",
            ]
        }
    ) { input in
        let instance = try configurationInstance.get()
        try instance.write(input, to: "opvolg.toml")
        let reading = LoadResult.read(instance.path("opvolg.toml"))
        try checkProblems(reading.problems, in: instance)
        try checkProblems(reading.warnings, in: instance)
        try require((reading.settings == nil) == !reading.problems.isEmpty, "settings and problems, or neither")
        guard let settings = reading.settings else { return .refused }
        try checkInvariants(of: settings)
        try checkPlanning(with: settings)
        return .accepted
    }

    private static let configurationInstance = Result { try ScratchInstance("configuration") }

    /// Each names the file, and a place in it unless it is about the file as a whole.
    static func checkProblems(_ problems: [ConfigurationProblems.Problem], in instance: ScratchInstance) throws {
        for problem in problems {
            try require(problem.file.hasPrefix(instance.folder), "a problem of no file of ours: \(problem)")
            let isPlaced = problem.line != nil || !problem.key.isEmpty || problem.message.hasPrefix("line ") || problem.message.hasPrefix("is ")
            try require(isPlaced, "a problem without a place: \(problem)")
            let told = problem.description.replacing(instance.folder, with: "")
            try require(isOneLine(told, atMost: 1500), "a message that is not a line: \(told.debugDescription)")
        }
    }

    /// What the rest of the programs takes for granted of settings.
    private static func checkInvariants(of settings: Settings) throws {
        let directory = settings.directory
        let people = Set(directory.people.map(\.id))
        try require(people.count == directory.people.count && !people.isEmpty, "people without an id of their own")
        for person in directory.people {
            try require(person.deputy.map { people.contains($0) && $0 != person.id } ?? true, "\(person.id) has no deputy \(person.deputy as Any)")
            try require(person.school.map { directory.school($0) != nil } ?? true, "\(person.id) is at no school")
            try require(person.email.map { MailAddress($0.text) == $0 } ?? !person.channels.contains(.mail), "\(person.id) has mail and no address")
            try require(isOneLine(person.name, atMost: 2000), "a name that is not a line: \(person.name.debugDescription)")
        }
        for school in directory.schools {
            try require(school.roles.values.allSatisfy(people.contains), "a role at \(school.id) held by nobody")
            for kind in settings.catalogues.first.kinds {
                guard case .role(let role) = kind.owner else { continue }
                try require(directory.hasSomebody(for: .role(role), at: school.id), "nobody at \(school.id) does \(kind.id)")
            }
        }
        for urgency in Urgency.allCases {
            try require(settings.policies[urgency].problems(for: urgency).isEmpty, "a policy that cannot work: \(urgency)")
        }
        for url in settings.webhooks.map(\.url.text) { try checkSafe(url, schemes: ["https"]) }
        if case .url(let url)? = settings.watch.ping { try checkSafe(url.text, schemes: ["https"]) }
        if case .smtp(let server) = settings.mail.transport, server.tls == .none { try checkSafe(server.url.text, schemes: []) }
        let again = LoadResult.read(settings.file)
        try require(again.settings?.fingerprint == settings.fingerprint, "read again it is something else")
    }

    /// Encrypted, or to this machine.
    private static func checkSafe(_ url: String, schemes: [String]) throws {
        guard let address = ServerAddress(url) else { throw Violation("\(url) is no address") }
        try require(schemes.contains(address.scheme) || address.isLoopback, "\(url) is not safe")
    }

    /// A follow-up of each urgency can be planned by it, and always has a next instant.
    private static func checkPlanning(with settings: Settings) throws {
        let planner = Planner(policies: settings.policies, directory: settings.directory, catalogues: settings.catalogues)
        let clock = settings.service.clock
        let now = Date(timeIntervalSince1970: 1_795_426_200)
        for urgency in Urgency.allCases {
            for due in [-400, 0, 30].map({ clock.day(of: now).adding(days: $0) }) {
                let followUp = FollowUp(
                    id: 1, kind: "weging", school: settings.directory.schools.first?.id ?? "nergens", caseCode: CaseCode("1"), owner: .role("ib"),
                    urgency: urgency, due: urgency == .acute ? .instant(clock.start(of: due)) : .day(due), openedAt: now,
                    escalation: .init(startedAt: now, startedBy: "annie"))
                var subject = PlanningSubject(followUp)
                var instant = now
                for _ in 0..<4 {
                    let decision = planner.decide(subject, at: instant)
                    try require(decision.next > instant, "no next instant for \(urgency), due \(due)")
                    subject = PlanningSubject(
                        followUp, stepsDone: subject.stepsDone.union(decision.stepsDone),
                        lastPlannedAt: decision.stepsDone.isEmpty ? subject.lastPlannedAt : instant)
                    instant = decision.next
                }
            }
        }
    }
}
