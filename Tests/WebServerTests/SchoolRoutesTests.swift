import FollowUps
import SchoolTestSupport
import Testing

@testable import WebServer

@Suite("The page of a school")
struct SchoolRoutesTests {
    private static let signedIn = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw", "Sec-Fetch-Site": "same-origin"]

    private func post(
        _ body: String, to school: String = "vlieger", as person: PersonID = "directie-vlieger", _ schools: FakeSchoolActions,
        rules: Ruleset = SeenSchools().rules
    ) async throws -> Answer {
        try await RunningFront.use(setup: Setup.web(rules: rules), viewer: person, schools: schools) { running in
            try await running.post("/schools/\(school)", body, headers: Self.signedIn)
        }
    }

    private static var rulesWithTraining: Ruleset {
        let schools = SeenSchools().rules
        let training = Kind(
            id: "training", title: LocalizedText(nl: "Training"), source: "II", scope: .employee, owner: .employee, urgency: .normal,
            term: Term("2w"), outcomes: [Outcome(id: "behaald", title: LocalizedText(nl: "Behaald"), ends: true)])
        return Ruleset(
            catalogues: Catalogues(Catalogue(kinds: [training], roles: schools.catalogues.first.roles)), directory: schools.directory,
            policies: Policies())
    }

    @Test("asks an owner again, in the name of whoever runs the school, and says so on the page that follows")
    func remind() async throws {
        let schools = FakeSchoolActions()
        let answer = try await post("do=remind&follow_up=7", schools)
        #expect(answer.status == 303 && answer.headers["location"] == "/schools/vlieger?done=reminded")
        #expect(schools.performed == ["remind 7 by directie-vlieger"])
    }

    @Test(
        "asks nothing of what is not overdue, was asked today or has ended meanwhile, and says why",
        arguments: [
            (FakeSchoolActions(due: "2026-12-07"), 409), (FakeSchoolActions(askedAgainAt: FakeActions.now), 409),
            (FakeSchoolActions(refusal: .askedAlready), 409), (FakeSchoolActions(refusal: .endedAlready), 409),
        ])
    func refused(schools: FakeSchoolActions, status: Int) async throws {
        #expect(try await post("do=remind&follow_up=7", schools).status == status)
        #expect(schools.performed == [])
    }

    @Test("starts the school year after it has shown what would be opened")
    func startYear() async throws {
        let schools = FakeSchoolActions()
        let preview = try await post("do=start-year", schools)
        #expect(preview.status == 200 && preview.body == "schoolYear" && schools.performed == [])
        let answer = try await post("do=start-year&sure=yes", schools)
        #expect(answer.status == 303 && answer.headers["location"] == "/schools/vlieger?done=opened")
        #expect(schools.performed == ["start 2026-2027 at vlieger by directie-vlieger"])
    }

    @Test("takes in a list of trainings after it has shown what would be opened, and nothing of one with a mistake")
    func trainings() async throws {
        let schools = FakeSchoolActions()
        func send(_ body: String, as person: PersonID = "directie-vlieger", to school: String = "vlieger") async throws -> Answer {
            try await post(body, to: "\(school)/trainings", as: person, schools, rules: Self.rulesWithTraining)
        }
        let list = "training=training&list=ib-vlieger;1-3-2027%0D%0Adirectie-vlieger;1-4-2027"
        #expect(try await send("do=import&\(list)").status == 200)
        #expect(try await send("do=import&sure=yes&training=training&list=ib-vlieger;30-2-2027").status == 422)
        #expect(try await send("do=import&sure=yes&\(list)", as: "bestuur").status == 404)
        #expect(try await send("do=import&sure=yes&\(list)", to: "regenboog").status == 404)
        #expect(try await send("do=other&\(list)").status == 400)
        #expect(schools.performed == [])
        let answer = try await send("do=import&sure=yes&\(list)")
        #expect(answer.status == 303 && answer.headers["location"] == "/schools/vlieger?done=opened")
        #expect(
            schools.performed == ["open training of ib-vlieger by 2027-03-01, training of directie-vlieger by 2027-04-01 by directie-vlieger"])
    }

    @Test("takes back what was just opened there, but nothing of a case and nothing that followed from something else")
    func withdraw() async throws {
        func opened(_ id: Int64, from origin: String? = nil) -> HistoryEntry {
            HistoryEntry(
                id: id, at: FakeActions.now, actor: "directie-vlieger", action: .opened, followUp: id, caseCode: nil,
                changes: origin.map { [.init("origin", to: $0)] } ?? [])
        }
        let schools = FakeSchoolActions(entries: [opened(7), opened(12), opened(9)])
        let answer = try await post("do=withdraw", schools)
        #expect(answer.status == 303 && answer.headers["location"] == "/schools/vlieger?done=cancelled")
        #expect(schools.performed == ["withdraw [12] by directie-vlieger"])
        let followed = FakeSchoolActions(entries: [opened(12, from: "3")])
        #expect(try await post("do=withdraw", followed).status == 404)
        #expect(followed.performed == [])
    }

    @Test(
        "does nothing for whoever does not run it, and is not there for whoever does not see it",
        arguments: [
            ("bestuur", "vlieger", 403), ("directie-vlieger", "regenboog", 404), ("ib-vlieger", "vlieger", 404), ("leerkracht", "vlieger", 404),
            ("directie-vlieger", "nowhere", 404),
        ] as [(PersonID, String, Int)])
    func others(person: PersonID, school: String, status: Int) async throws {
        for body in ["do=remind&follow_up=7", "do=start-year&sure=yes"] {
            let schools = FakeSchoolActions()
            #expect(try await post(body, to: school, as: person, schools).status == status)
            #expect(schools.performed == [])
        }
    }

    @Test(
        "takes a follow-up that is not of the school, or not one at all, for one that is not there",
        arguments: [("do=remind&follow_up=8", 404), ("do=remind&follow_up=x", 404), ("do=remind", 404), ("do=else", 400)])
    func unknown(body: String, status: Int) async throws {
        let schools = FakeSchoolActions()
        #expect(try await post(body, schools).status == status && schools.performed == [])
    }

    @Test("has numbers for the board, and no list to download")
    func board() async throws {
        try await RunningFront.use(setup: Setup.web(rules: SeenSchools().rules), viewer: "bestuur") { running in
            let page = try await running.get("/schools/vlieger", headers: Self.signedIn)
            #expect(page.status == 200)
            for path in ["/schools/vlieger/follow-ups.csv", "/schools/vlieger/trainings.csv", "/schools/nowhere", "/schools/nowhere.csv"] {
                let answer = try await running.get(path, headers: Self.signedIn)
                #expect(answer.status == 404)
            }
        }
    }

    @Test(
        "has behind its address with .csv what it shows as a list, for the board its numbers, and for others nothing",
        arguments: [
            ("directie-vlieger", 200, "Nr.;Actie;Urgentie"), ("bestuur", 200, "Locatie;Open acties;"), ("directie-regenboog", 404, "notice notFound"),
            ("ib-vlieger", 404, "notice notFound"),
        ] as [(PersonID, Int, String)])
    func table(person: PersonID, status: Int, part: String) async throws {
        try await RunningFront.use(setup: Setup.web(rules: SeenSchools().rules), viewer: person) { running in
            let answer = try await running.get("/schools/vlieger.csv", headers: Self.signedIn)
            #expect(answer.status == status && answer.body.contains(part), "\(answer.body)")
        }
    }
}
