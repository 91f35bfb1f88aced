import Testing

@testable import FollowUps

@Suite("A request to assign")
struct AssignmentRequestTests {
    private let rules = RequestFixture().rules
    private let owners: [(owner: Owner, problems: [UnknownName])] = [
        (.role("ib"), []), (.person("juf"), []), (.role("weg"), [.owner(.role("weg"))]), (.person("weg"), [.owner(.person("weg"))]),
        // A role's name is no person's.
        (.person("ib"), [.owner(.person("ib"))]),
    ]

    @Test("one follow-up is not made with an owner whom the files do not have")
    func one() {
        for (owner, found) in owners {
            #expect(problems(UnknownName.self) { try AssignmentRequest(1, to: owner, rules: rules) } == found, "\(owner)")
        }
    }

    @Test("all of somebody is made for one who has left the files, to an owner whom they have")
    func all() {
        for (owner, found) in owners {
            #expect(
                problems(UnknownName.self) { try BulkAssignmentRequest(of: .person("vertrokken"), to: owner, rules: rules) } == found, "\(owner)")
        }
    }
}
