import Testing

@testable import FollowUps

@Suite("How far off a due day may lie")
struct DueLimitTests {
    private func kind(_ urgency: Urgency = .normal, term: Term? = nil, repeats: Term? = nil) -> Kind {
        Kind(
            id: "k", title: LocalizedText(nl: "k"), source: "1", scope: .school, owner: .role("ib"), urgency: urgency, term: term, repeat: repeats,
            outcomes: [])
    }

    @Test(
        "is five years, to the day and on to the next school day, or the kind's own term when that is longer",
        arguments: [
            // Five years after Monday 30 November 2026 is a Sunday.
            ("2031-11-30", Urgency.normal, nil, nil, nil), ("2031-12-01", .normal, nil, nil, nil), ("2031-12-02", .normal, nil, nil, "2031-11-30"),
            ("2031-11-30", .urgent, nil, nil, nil), ("2031-12-01", .urgent, nil, nil, "2031-11-30"), ("2126-02-03", .normal, nil, nil, "2031-11-30"),
            ("2126-02-03", .acute, nil, nil, "2031-11-30"), ("2020-01-01", .normal, nil, nil, nil), ("2034-11-30", .urgent, "96m", nil, nil),
            ("2034-12-01", .urgent, "96m", nil, "2034-11-30"), ("2034-11-30", .urgent, nil, "96m", nil),
            ("2034-11-30", .urgent, "2w", "24m", "2031-11-30"),
        ] as [(String, Urgency, String?, String?, String?)])
    func table(due: String, urgency: Urgency, own: String?, repeats: String?, latest: String?) {
        let kind = kind(urgency, term: own.map { term($0) }, repeats: repeats.map { term($0) })
        let moment: Due = urgency == .acute ? .instant(at("\(due) 09:00")) : .day(day(due))
        let calendar = SchoolCalendar(clock: .amsterdam)
        #expect(DueLimit.latest(exceededBy: moment, of: kind, from: at("2026-11-30 10:00"), in: calendar) == latest.map { day($0) })
    }

    @Test("holds for a kind that has left the catalogue too")
    func unknownKind() {
        let calendar = SchoolCalendar(clock: .amsterdam)
        #expect(
            DueLimit.latest(exceededBy: .day(day("2126-02-03")), of: nil, from: at("2026-11-30 10:00"), in: calendar) == day("2031-11-30"))
    }
}
