import Foundation
import Testing

@testable import FollowUps

@Suite("A request to open a follow-up")
struct OpeningRequestTests {
    private typealias Problem = OpeningRequest.Problem

    private func request(
        _ kind: KindID, in fixture: RequestFixture = RequestFixture(), schoolOfCase: SchoolID? = nil,
        _ fill: (inout OpeningRequest.Fields) -> Void = { _ in }
    ) throws -> OpeningRequest {
        var fields = OpeningRequest.Fields(kind: kind)
        fill(&fields)
        return try OpeningRequest(fields, placeOfCase: schoolOfCase.map { CasePlace(school: $0) }, rules: fixture.rules, now: fixture.now)
    }

    private func found(
        _ kind: KindID, in fixture: RequestFixture = RequestFixture(), _ fill: (inout OpeningRequest.Fields) -> Void = { _ in }
    ) -> [Problem] {
        problems(Problem.self) { try request(kind, in: fixture, fill) }
    }

    @Test("holds what was asked for, and what its kind says where nothing was")
    func valid() throws {
        let made = try request("k") {
            $0.caseCode = "D-1"
            $0.note = "na de toets"
            $0.excluded = ["juf"]
        }
        let opening = made.opening
        #expect((opening.kind, opening.school, opening.caseCode, opening.owner) == ("k", "s", "D-1", Owner.role("ib")))
        #expect((opening.due, opening.note, made.excluded) == (.day(day("2026-12-14")), "na de toets", ["juf"]))
        let training = try request("training") {
            $0.person = "juf"
            $0.due = .day(day("2026-12-10"))
        }
        #expect((training.opening.owner, training.opening.due) == (.person("juf"), .day(day("2026-12-10"))))
    }

    @Test("is not made of a kind that the catalogue does not have, or that opens by itself")
    func kinds() {
        #expect(found("weg") == [.unknown(.kind("weg"))])
        #expect(found("silent-case") == [.opensItself("silent-case")])
    }

    @Test("says what it is about as its kind asks")
    func subjects() {
        #expect(found("k") == [.caseMissing("k")])
        #expect(found("training") == [.personMissing("training")])
        for (kind, scope) in [("training", .employee), ("jaarlijks", .school)] as [(KindID, Kind.Scope)] {
            #expect(found(kind) { ($0.caseCode, $0.person) = ("D-1", scope == .employee ? "juf" : nil) } == [.caseNotAsked(kind, scope)])
        }
        for (kind, scope) in [("k", .case), ("jaarlijks", .school)] as [(KindID, Kind.Scope)] {
            #expect(found(kind) { ($0.caseCode, $0.person) = (scope == .case ? "D-1" : nil, "juf") } == [.personNotAsked(kind, scope)])
        }
    }

    @Test("is not made about a code that may be a name or a BSN")
    func codes() {
        #expect(found("k") { $0.caseCode = "Jan Jansen" } == [.caseCodeMismatch("Jan Jansen", .standard)])
        #expect(found("k") { $0.caseCode = "1112-22333" } == [.caseCodeIsBSN("1112-22333")])
    }

    @Test("is not made with names that the files do not have")
    func names() {
        #expect(found("training") { $0.person = "weg" } == [.unknown(.person("weg"))])
        let base: (inout OpeningRequest.Fields) -> Void = { $0.caseCode = "D-1" }
        #expect(
            found("k") {
                base(&$0); $0.school = "weg"
            } == [.unknown(.school("weg"))])
        #expect(
            found("k") {
                base(&$0); $0.owner = .role("weg")
            } == [.unknown(.owner(.role("weg")))])
        #expect(
            found("k") {
                base(&$0); $0.owner = .person("weg")
            } == [.unknown(.owner(.person("weg")))])
        #expect(
            found("k") {
                base(&$0); $0.excluded = ["weg", "al", "juf"]
            } == [.unknown(.person("al")), .unknown(.person("weg"))])
    }

    @Test("needs a school where there is more than one and its case is new")
    func schools() throws {
        let two = RequestFixture(schools: ["s", "t"])
        #expect(found("k", in: two) { $0.caseCode = "D-1" } == [.schoolMissing])
        #expect(try request("k", in: two, schoolOfCase: "t") { $0.caseCode = "D-1" }.opening.school == "t")
        #expect(try request("k", in: two) { ($0.caseCode, $0.school) = ("D-1", "t") }.opening.school == "t")
    }

    @Test("has a title where its kind asks for one, and only there")
    func titles() {
        let due: (inout OpeningRequest.Fields) -> Void = { $0.due = .day(day("2026-12-10")) }
        #expect(found("taak", due) == [.titleMissing("taak")])
        #expect(found("jaarlijks") { $0.title = "Iets" } == [.titleNotAsked("jaarlijks")])
        for (text, problem) in RequestFixture.texts {
            #expect(
                found("taak") {
                    due(&$0); $0.title = text
                } == [.title(problem)], "\(text)")
        }
    }

    @Test("is due at a moment that its urgency has, that no acute one has passed, and within five years")
    func dues() throws {
        func found(_ kind: KindID, _ due: String) -> [Problem] { self.found(kind) { ($0.caseCode, $0.due) = ("D-1", DateExpression(due)) } }
        #expect(self.found("taak") { $0.title = "Iets" } == [.dueMissing("taak")])
        #expect(found("k", "2026-12-10T09:30") == [.due(.timeForDay(.normal), "k")])
        #expect(found("k", "3h") == [.due(.timeForDay(.normal), "k")])
        // What should have been done long ago is worth remembering.
        #expect(found("k", "2026-11-02") == [])
        #expect(found("acuut", "2026-12-07T10:00") == [])
        #expect(found("acuut", "2026-12-07T09:59") == [.due(.momentPassed(at("2026-12-07 09:59")), "acuut")])
        #expect(found("k", "2031-12-08") == [])
        #expect(found("k", "2031-12-09") == [.due(.tooFar(day("2031-12-09"), latest: day("2031-12-07")), "k")])
    }

    @Test("is not made with a note or reason that may not be kept")
    func texts() {
        for (text, problem) in RequestFixture.texts {
            #expect(found("jaarlijks") { $0.note = text } == [.note(problem)], "\(text)")
            #expect(found("jaarlijks") { $0.reason = text } == [.reason(problem)], "\(text)")
        }
    }

    @Test("names every problem at once")
    func several() {
        let all = found("taak", in: RequestFixture(schools: ["s", "t"])) {
            $0.owner = .role("weg")
            $0.note = ""
            $0.reason = "bel 06-12345678"
            $0.excluded = ["weg"]
        }
        #expect(
            all == [
                .schoolMissing, .unknown(.owner(.role("weg"))), .titleMissing("taak"), .dueMissing("taak"), .note(.blank),
                .reason(.objection(.telephoneNumber)), .unknown(.person("weg")),
            ])
        #expect(
            found("jaarlijks") { ($0.caseCode, $0.person) = ("Jan", "weg") } == [
                .caseNotAsked("jaarlijks", .school), .personNotAsked("jaarlijks", .school), .caseCodeMismatch("Jan", .standard),
                .unknown(.person("weg")),
            ])
    }
}
