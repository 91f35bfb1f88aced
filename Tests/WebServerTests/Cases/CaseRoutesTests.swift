import FollowUps
import SchoolTestSupport
import TestSupport
import Testing
import WebPages

@testable import WebServer

@Suite("The page of a case")
struct CaseRoutesTests {
    private static let headers = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw", "Sec-Fetch-Site": "same-origin"]

    private static var setup: WebSetup {
        WebSetup(
            rules: SeenSchools().rules, publicOrigin: origin("https://opvolg.school.example"), language: .nl, pages: PlainPages(),
            signInMail: NoMail(),
            newMessageID: { "id@s.example" })
    }

    private func post(_ body: String, to path: String = "/cases/VL-1", by viewer: PersonID, _ cases: FakeCases = FakeCases()) async throws -> Answer {
        try await RunningFront.use(setup: Self.setup, viewer: viewer, dossier: SeenSchools.usual, cases: cases) { running in
            try await running.post(path, body, headers: Self.headers)
        }
    }

    @Test("a change is made once, and leads back to the page with what was done")
    func change() async throws {
        let cases = FakeCases()
        let answer = try await post("do=hold&reason=Klacht", by: "directie-vlieger", cases)
        #expect(answer.status == 303 && answer.headers["location"] == "/cases/VL-1?done=held")
        #expect(cases.performed == [.hold(try HoldRequest("VL-1", reason: "Klacht"))])
    }

    @Test(
        "what their role does not allow is refused and changes nothing; where they may not look there is no such page",
        arguments: [
            ("directie-vlieger", "do=role&role=ib&person=leerkracht", "/cases/VL-1", 403),
            ("directie-vlieger", "do=reopen&reason=x", "/cases/VL-1", 403),
            ("directie-vlieger", "do=close", "/cases/VL-1", 403), ("leerkracht", "do=hold&reason=x", "/cases/VL-1", 404),
            ("bestuur", "do=hold&reason=x", "/cases/VL-1", 404), ("ib-regenboog", "do=hold&reason=x", "/cases/VL-1", 404),
            ("ib-vlieger", "do=hold&reason=x", "/cases/VL-2", 404),
        ] as [(PersonID, String, String, Int)])
    func refused(viewer: PersonID, body: String, path: String, status: Int) async throws {
        let cases = FakeCases()
        #expect(try await post(body, to: path, by: viewer, cases).status == status)
        #expect(cases.performed.isEmpty)
    }

    @Test(
        "a form with a problem comes back with it and changes nothing",
        arguments: [
            ("do=hold", 422), ("do=hold&reason=Jan+Jansen+belde", 422), ("do=hold&reason=Jan+Jansen+belde&names-seen=Jan+Jansen", 303), ("do=x", 422),
            ("", 422), ("do=exclude&person=nobody", 422), ("do=role&person=leerkracht", 422),
        ] as [(String, Int)])
    func problems(body: String, status: Int) async throws {
        let cases = FakeCases()
        #expect(try await post(body, by: "ib-vlieger", cases).status == status)
        #expect(cases.performed.isEmpty == (status == 422))
    }

    @Test(
        "whoever comes second is told so, and what the case does not allow is said",
        arguments: [(.alreadyHeld, 409), (.keptFrom("x"), 422)] as [(CaseRefusal, Int)])
    func refusals(refusal: CaseRefusal, status: Int) async throws {
        #expect(try await post("do=hold&reason=Klacht", by: "ib-vlieger", FakeCases(refusal: refusal)).status == status)
    }

    @Test("what was done in a case that they cannot see leads to what they have to do")
    func elsewhere() async throws {
        let answer = try await post("do=hold&reason=Klacht", by: "ib-vlieger", FakeCases(place: "VL-9"))
        #expect(answer.status == 303 && answer.headers["location"] == "/")
    }
}
