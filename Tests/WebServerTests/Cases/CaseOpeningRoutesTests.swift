import FollowUps
import SchoolTestSupport
import TestSupport
import Testing
import WebPages

@testable import WebServer

@Suite("Opening a case on a page")
struct CaseOpeningRoutesTests {
    private static let headers = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw", "Sec-Fetch-Site": "same-origin"]

    private static var setup: WebSetup {
        func kind(_ id: KindID, byHand: Bool = true, isEmergency: Bool = false) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role("ib"), urgency: isEmergency ? .acute : .normal,
                term: isEmergency ? Term(0, .hours) : Term(1, .weeks), startsByHand: byHand, isEmergency: isEmergency,
                outcomes: [Outcome(id: "ja", title: LocalizedText(nl: "ja"), ends: true)])
        }
        let schools = SeenSchools().rules
        return WebSetup(
            rules: Ruleset(
                catalogues: Catalogues(
                    Catalogue(
                        kinds: [kind("zien"), kind("volgt", byHand: false), kind("nood", isEmergency: true)], roles: schools.catalogues.first.roles,
                        caseKinds: CaseKinds(start: "zien"))), directory: schools.directory, policies: Policies()),
            publicOrigin: origin("https://opvolg.school.example"), language: .nl, pages: PlainPages(), signInMail: NoMail(),
            newMessageID: { "id@s.example" })
    }

    private func post(_ path: String, _ body: String, by viewer: PersonID = "ib-vlieger", _ cases: FakeCases, sees dossier: Case? = nil) async throws
        -> Answer
    {
        try await RunningFront.use(setup: Self.setup, viewer: viewer, dossier: dossier, cases: cases) { running in
            try await running.post(path, body, headers: Self.headers)
        }
    }

    @Test("leads to the case, with its teacher and without whoever may hear nothing of it")
    func opens() async throws {
        let cases = FakeCases()
        let body = "code=VL-1&school=vlieger&start=zien&role.leerkracht=leerkracht&exclude=bestuur"
        let answer = try await post("/cases", body, cases, sees: SeenSchools.usual)
        #expect(answer.status == 303 && answer.headers["location"] == "/cases/VL-1?done=case-opened")
        let request = try #require(cases.opened.first)
        #expect(request.code == "VL-1" && request.holders == ["leerkracht": "leerkracht"] && request.excluded == ["bestuur"])
        #expect(request.openings.map(\.kind) == ["zien"] && cases.opened.count == 1)
    }

    @Test("that they may not read leads back to where they opened it, which says so")
    func unread() async throws {
        let answer = try await post("/cases", "code=VL-7&start=zien", FakeCases())
        #expect(answer.status == 303 && answer.headers["location"] == "/cases/new?opened=VL-7")
    }

    @Test("without a code takes the next one, and another when that is taken meanwhile")
    func nextCode() async throws {
        let cases = FakeCases()
        #expect(try await post("/cases", "code=&start=zien", cases).status == 303)
        #expect(cases.opened.map(\.code) == ["VL-2026-001"])
        let later = FakeCases(taken: ["VL-2026-001"])
        #expect(try await post("/emergency", "code=VL-2026-001&kind=nood", later).status == 303)
        #expect(later.opened.map(\.code) == ["VL-2026-002"])
        // A code that somebody has chosen is theirs to change.
        #expect(try await post("/cases", "code=VL-2026-001&start=zien", FakeCases(taken: ["VL-2026-001"])).status == 409)
    }

    @Test(
        "is refused with what is wrong, and opens nothing",
        arguments: [
            ("/cases", "code=VL-7", 422), ("/cases", "code=VL-7&start=volgt", 422), ("/cases", "code=VL-7&start=weg", 422),
            ("/cases", "code=Jan&start=zien", 422), ("/cases", "code=VL-7&start=zien&role.leerkracht=nobody", 422),
            ("/cases", "code=VL-7&start=zien&school=nowhere", 422), ("/cases", "code=VL-7&start=zien&school=regenboog", 403),
            ("/cases", "code=VL-7&start=zien&reason=Jan+Jansen+belde", 422), ("/emergency", "code=VL-7&kind=zien", 422),
            ("/emergency", "code=VL-7", 422),
        ] as [(String, String, Int)])
    func refused(path: String, body: String, status: Int) async throws {
        let cases = FakeCases()
        #expect(try await post(path, body, cases).status == status)
        #expect(cases.opened.isEmpty)
    }

    @Test(
        "is there for whoever may open one at a school, and for nobody else",
        arguments: [("ib-vlieger", 200), ("directie-vlieger", 200), ("leerkracht", 404)] as [(PersonID, Int)])
    func permission(viewer: PersonID, status: Int) async throws {
        let statuses = try await RunningFront.use(setup: Self.setup, viewer: viewer) { running in
            [try await running.get("/cases/new", headers: Self.headers).status, try await running.get("/emergency", headers: Self.headers).status]
        }
        #expect(statuses == [status, status])
    }
}
