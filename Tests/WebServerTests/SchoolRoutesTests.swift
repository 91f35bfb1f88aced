import FollowUps
import SchoolTestSupport
import Testing

@testable import WebServer

@Suite("The page of a school")
struct SchoolRoutesTests {
    private static let signedIn = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw", "Sec-Fetch-Site": "same-origin"]

    private func post(
        _ body: String, to school: String = "vlieger", as person: PersonID = "directie-vlieger", _ schools: FakeSchoolActions
    ) async throws -> Answer {
        try await RunningFront.use(setup: Setup.web(rules: SeenSchools().rules), viewer: person, schools: schools) { running in
            try await running.post("/schools/\(school)", body, headers: Self.signedIn)
        }
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
            for path in ["/schools/vlieger/follow-ups.csv", "/schools/vlieger/trainings.csv", "/schools/nowhere"] {
                let answer = try await running.get(path, headers: Self.signedIn)
                #expect(answer.status == 404)
            }
        }
    }
}
