import Foundation
import Testing

@testable import FollowUps

@Suite("A request about a case")
struct CaseRequestTests {
    private let fixture = RequestFixture()

    private func opened(
        _ code: CaseCode = "D-1", in fixture: RequestFixture = RequestFixture(), school: SchoolID? = nil, start: KindID? = nil,
        holders: [RoleID: PersonID] = [:], excluded: Set<PersonID> = [], reason: String? = nil
    ) throws -> CaseOpeningRequest {
        try CaseOpeningRequest(
            code, school: school, start: start, holders: holders, excluded: excluded, reason: reason, rules: fixture.rules, now: fixture.now)
    }

    private typealias OpeningProblem = CaseOpeningRequest.Problem

    @Test("to open it holds its first follow-up, which is what the catalogue names unless somebody says so")
    func opening() throws {
        let made = try opened(holders: ["ib": "juf"], excluded: ["meester"])
        #expect((made.code, made.school, made.holders, made.excluded) == ("D-1", "s", ["ib": "juf"], ["meester"]))
        #expect(made.openings.map(\.kind) == ["k"] && made.openings.map(\.caseCode) == ["D-1"])
        #expect(try opened(start: "acuut").openings.map(\.kind) == ["acuut"])
        #expect(problems(OpeningProblem.self) { try opened(in: RequestFixture(start: nil)) } == [.startMissing])
    }

    @Test("to open it is not made with anything that its first follow-up may not have, or with names that the files do not have")
    func openingProblems() {
        #expect(problems(OpeningProblem.self) { try opened("Jan") } == [.opening(.caseCodeMismatch("Jan", .standard))])
        #expect(problems(OpeningProblem.self) { try opened(school: "weg") } == [.opening(.unknown(.school("weg")))])
        #expect(
            problems(OpeningProblem.self) { try opened(start: "training") } == [
                .opening(.caseNotAsked("training", .employee)), .opening(.personMissing("training")),
            ])
        #expect(problems(OpeningProblem.self) { try opened(excluded: ["weg"]) } == [.opening(.unknown(.person("weg")))])
        #expect(problems(OpeningProblem.self) { try opened(holders: ["weg": "juf"]) } == [.unknown(.role("weg"))])
        #expect(problems(OpeningProblem.self) { try opened(holders: ["ib": "weg"]) } == [.unknown(.person("weg"))])
        for (text, problem) in RequestFixture.texts {
            #expect(problems(OpeningProblem.self) { try opened(reason: text) } == [.opening(.reason(problem))], "\(text)")
        }
        #expect(
            problems(OpeningProblem.self) { try opened("Jan", school: "weg", holders: ["weg": "wie"], reason: "") } == [
                .opening(.caseCodeMismatch("Jan", .standard)), .opening(.unknown(.school("weg"))), .opening(.reason(.blank)),
                .unknown(.role("weg")), .unknown(.person("wie")),
            ])
    }

    @Test("to open it again holds the question whether it can close and the check that comes round")
    func reopening() throws {
        let dossier = Case(code: "D-1", school: "s", openedAt: fixture.now)
        func reopened(_ dossier: Case, _ reason: String?) throws -> CaseReopeningRequest {
            try CaseReopeningRequest(dossier, reason: reason, rules: fixture.rules, now: fixture.now)
        }
        let made = try reopened(dossier, nil)
        #expect(made.openings.map(\.kind) == ["sluiten", "nakijken"] && made.openings.map(\.school) == ["s", "s"])
        #expect((made.code, made.reason) == ("D-1", nil))
        for (text, problem) in RequestFixture.texts {
            #expect(problems(CaseReopeningRequest.Problem.self) { try reopened(dossier, text) } == [.reason(problem)], "\(text)")
        }
        let old = Case(code: "Jan", school: "s", openedAt: fixture.now)
        #expect(
            problems(CaseReopeningRequest.Problem.self) { try reopened(old, "") } == [
                .opening(.caseCodeMismatch("Jan", .standard)), .reason(.blank),
            ])
    }

    @Test("to keep it from somebody or to let them hear of it again is made about people whom the files have")
    func people() throws {
        let rules = fixture.rules
        #expect(problems(CaseAccessProblem.self) { try ExclusionRequest("juf", from: "D-1", rules: rules) } == [])
        #expect(problems(CaseAccessProblem.self) { try ExclusionRequest("weg", from: "D-1", rules: rules) } == [.unknown(.person("weg"))])
        func readmitted(_ person: PersonID, _ reason: String?) -> [CaseAccessProblem] {
            problems(CaseAccessProblem.self) { try ReadmissionRequest(person, to: "D-1", reason: reason, rules: rules) }
        }
        #expect(readmitted("juf", "vergissing") == [])
        #expect(readmitted("juf", nil) == [.reason(.missing)])
        #expect(readmitted("weg", "") == [.unknown(.person("weg")), .reason(.blank)])
        for (text, problem) in RequestFixture.texts { #expect(readmitted("juf", text) == [.reason(problem)], "\(text)") }
    }

    @Test("to let somebody hold a role in it is made of a role and a person whom the files have, or of nobody")
    func roles() {
        func found(_ role: RoleID, _ person: PersonID?) -> [CaseAccessProblem] {
            problems(CaseAccessProblem.self) { try CaseRoleRequest(role, in: "D-1", to: person, rules: fixture.rules) }
        }
        #expect(found("ib", "juf") == [] && found("ib", nil) == [])
        #expect(found("weg", "wie") == [.unknown(.role("weg")), .unknown(.person("wie"))])
    }

    @Test("to hold it is not made without a reason, or with one that may not be kept")
    func holding() {
        #expect(problems(HoldRequest.Problem.self) { try HoldRequest("D-1", reason: "klacht") } == [])
        #expect(problems(HoldRequest.Problem.self) { try HoldRequest("D-1", reason: nil) } == [.reason(.missing)])
        for (text, problem) in RequestFixture.texts {
            #expect(problems(HoldRequest.Problem.self) { try HoldRequest("D-1", reason: text) } == [.reason(problem)], "\(text)")
        }
    }
}
