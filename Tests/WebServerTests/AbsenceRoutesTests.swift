import FollowUps
import SchoolTestSupport
import Testing

@testable import WebServer

@Suite("The page of who is away")
struct AbsenceRoutesTests {
    private static let signedIn = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw", "Sec-Fetch-Site": "same-origin"]

    private func post(_ body: String, as person: PersonID, _ absences: FakeAbsences) async throws -> Answer {
        try await RunningFront.use(setup: Setup.web(rules: SeenSchools().rules), viewer: person, absences: absences) { running in
            try await running.post("/absences", body, headers: Self.signedIn)
        }
    }

    @Test(
        "notes what is theirs to note, and says so on the page that follows",
        arguments: [
            (
                "ib-vlieger", "do=away&person=ib-vlieger&from=2026-12-01&until=2027-01-31&deputy=directie-vlieger", "away",
                "away ib-vlieger 2026-12-01 2027-01-31 directie-vlieger by ib-vlieger"
            ),
            (
                "directie-vlieger", "do=away&person=ib-vlieger&from=1-12-2026&until=31-1-2027&deputy=", "away",
                "away ib-vlieger 2026-12-01 2027-01-31 - by directie-vlieger"
            ),
            ("directie-vlieger", "do=back&person=ib-vlieger", "back", "back ib-vlieger all by directie-vlieger"),
            (
                "leerkracht", "do=back&person=leerkracht&from=2026-12-01&until=2026-12-02", "back",
                "back leerkracht 2026-12-01 2026-12-02 by leerkracht"
            ),
        ] as [(PersonID, String, String, String)])
    func notes(person: PersonID, body: String, done: String, expected: String) async throws {
        let absences = FakeAbsences()
        let answer = try await post(body, as: person, absences)
        #expect(answer.status == 303 && answer.headers["location"] == "/absences?done=\(done)")
        #expect(absences.performed == [expected])
    }

    @Test(
        "refuses what is not theirs, the same whether such a person exists or not, and changes nothing",
        arguments: [
            ("leerkracht", "do=away&person=ib-vlieger&from=2026-12-01&until=2027-01-31", 403), ("leerkracht", "do=back&person=nobody", 403),
            ("leerkracht", "do=away&person=nobody&from=2026-12-01&until=2027-01-31", 403), ("ib-vlieger", "do=back&person=ib-regenboog", 403),
            ("directie-vlieger", "do=away&person=bestuur&from=2026-12-01&until=2027-01-31", 403), ("ib-vlieger", "do=back", 403),
            ("bestuur", "do=away&person=bestuur&from=2026-12-01&until=2027-01-31", 404), ("leerkracht", "person=leerkracht", 400),
            ("leerkracht", "do=back&person=leerkracht&from=2026-12-02&until=2026-12-01", 400),
        ] as [(PersonID, String, Int)])
    func refuses(person: PersonID, body: String, status: Int) async throws {
        let absences = FakeAbsences()
        #expect(try await post(body, as: person, absences).status == status)
        #expect(absences.performed == [])
    }

    @Test(
        "shows the form again with what is wrong in it",
        arguments: [
            "do=away&person=ib-vlieger&from=&until=", "do=away&person=ib-vlieger&from=2027-02-01&until=2027-01-31", "do=away&person=",
            "do=away&person=ib-vlieger&from=2026-12-01&until=2027-01-31&deputy=nobody",
            "do=away&person=ib-vlieger&from=2026-12-01&until=2027-01-31&deputy=leerkracht",
        ])
    func wrong(body: String) async throws {
        let absences = FakeAbsences()
        #expect(try await post(body, as: "ib-vlieger", absences).status == 422)
        #expect(absences.performed == [])
    }

    @Test("says that an absence was noted already, and takes it calmly that one has ended already")
    func already() async throws {
        let known = Absence(person: "ib-vlieger", days: days("2026-12-01", "2026-12-02"))
        let body = "person=ib-vlieger&from=2026-12-01&until=2027-01-31"
        #expect(try await post("do=away&\(body)", as: "ib-vlieger", FakeAbsences(refusal: .awayAlready(known))).status == 422)
        let answer = try await post("do=back&\(body)", as: "ib-vlieger", FakeAbsences(refusal: .notAway))
        #expect(answer.status == 303 && answer.headers["location"] == "/absences")
    }
}
