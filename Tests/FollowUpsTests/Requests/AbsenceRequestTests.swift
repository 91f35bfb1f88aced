import Testing

@testable import FollowUps

@Suite("A request to be away")
struct AbsenceRequestTests {
    private let fixture = RequestFixture()

    private func found(
        _ person: PersonID = "juf", _ from: String? = "2026-12-08", _ until: String? = "2026-12-09", deputy: PersonID? = nil
    ) -> [AbsenceRequest.Problem] {
        problems(AbsenceRequest.Problem.self) {
            try AbsenceRequest(
                person, from: from.map { day($0) }, until: until.map { day($0) }, deputy: deputy, rules: fixture.rules, today: day("2026-12-07"))
        }
    }

    @Test("is made for days that have not all passed, whoever stands in")
    func days() throws {
        #expect(found() == [] && found(deputy: "meester") == [])
        #expect(found("juf", "2026-12-01", "2026-12-07") == [])
        #expect(found("juf", "2026-12-01", "2026-12-06") == [.passed(day("2026-12-06"))])
        #expect(found("juf", "2026-12-09", "2026-12-08") == [.backwards(from: day("2026-12-09"), until: day("2026-12-08"))])
        #expect(found("juf", nil, nil) == [.fromMissing, .untilMissing])
    }

    @Test("is made of people whom the files have, and nobody stands in for themselves")
    func people() {
        #expect(found("gone") == [.unknown(.person("gone"))])
        #expect(found(deputy: "gone") == [.unknown(.person("gone"))])
        #expect(found(deputy: "juf") == [.ownDeputy("juf")])
    }

    @Test("names every problem at once")
    func several() {
        #expect(
            found("gone", "2026-12-05", "2026-12-04", deputy: "gone") == [
                .unknown(.person("gone")), .backwards(from: day("2026-12-05"), until: day("2026-12-04")), .passed(day("2026-12-04")),
                .ownDeputy("gone"),
            ])
    }
}
