import FollowUps
import Foundation
import Testing

@Suite("The clock")
struct ClockRecordTests {
    private static let leaps = [
        ClockLeap(id: 1, from: at("2026-11-20 17:00"), to: at("2026-11-23 08:00")),
        ClockLeap(id: 2, from: at("2026-12-01 09:00"), to: at("2027-03-01 09:00")),
        ClockLeap(id: 3, from: at("2027-03-01 12:00"), to: at("2028-03-01 12:00")),
    ]

    @Test(
        "that goes back into a leap was wrong since then, and one that goes back into none is behind",
        arguments: [
            ("2028-03-01 13:00", ClockFinding.usual), ("2028-03-01 13:15", .goesOn), ("2028-03-01 14:00", .leap), ("2028-03-01 12:01", .usual),
            // Within the last leap, and within the one before it; four hours have passed since that.
            ("2027-03-01 12:30", .returned(leaps[2])), ("2028-03-01 10:59", .returned(leaps[2])), ("2026-12-01 13:10", .returned(leaps[1])),
            ("2026-12-20 08:00", .returned(leaps[1])),
            // Four hours cannot have passed since the beginning of that leap.
            ("2026-12-01 11:59", .behind(isNew: true)),
            // Of a week ago, of the year before, and of a machine without a battery.
            ("2026-11-21 12:00", .behind(isNew: true)), ("2026-11-25 12:00", .behind(isNew: true)), ("1970-01-01 01:00", .behind(isNew: true)),
        ])
    func finding(moment: String, finding: ClockFinding) {
        #expect(ClockRecord(latest: at("2028-03-01 13:00"), leaps: Self.leaps).finding(at: at(moment)) == finding)
    }

    @Test(
        "that is behind is believed after a day, and was wrong when it catches up",
        arguments: [
            ("2026-01-05 10:05", ClockFinding.usual), ("2026-01-05 10:10", .behind(isNew: false)), ("2026-01-05 07:00", .behind(isNew: true)),
            ("2026-01-06 08:00", .believed), ("2026-12-01 08:01", .caughtUp(.init(from: at("2026-01-05 08:00"), to: at("2026-01-05 10:00")))),
        ])
    func behind(moment: String, finding: ClockFinding) {
        let record = ClockRecord(latest: at("2026-12-01 09:00"), behind: .init(from: at("2026-01-05 08:00"), to: at("2026-01-05 10:00")))
        #expect(record.finding(at: at(moment)) == finding)
    }

    @Test("may have leapt by mistake for a week: what could not be taken back waits for so long")
    func certain() {
        let record = ClockRecord(latest: at("2027-03-01 09:00"), leaps: [Self.leaps[1]])
        #expect(record.certain(at: at("2027-03-02 09:00")) == at("2026-12-02 09:00"))
        #expect(record.certain(at: at("2027-03-08 09:00")) == at("2027-03-08 09:00"))
    }
}

@Suite("What a wrong clock gave")
struct ClockCorrectionTests {
    /// Ninety days ahead, from 1 December 2026 at 09:00 until three hours later.
    private let ahead = ClockCorrection(
        leap: ClockLeap(id: 1, from: at("2026-12-01 09:00"), to: at("2027-03-01 09:00")), latest: at("2027-03-01 12:00"), now: at("2026-12-01 12:00"))

    @Test(
        "is moved by what it was wrong, and nothing that is past comes to lie after the present",
        arguments: [
            ("2027-03-01 09:00", "2026-12-01 09:00"), ("2027-03-01 11:00", "2026-12-01 11:00"), ("2027-03-01 14:00", "2026-12-01 14:00"),
            ("2027-02-28 09:00", "2026-12-01 09:00"),
        ])
    func moved(wrong: String, right: String) {
        #expect(ahead.isWrong(at(wrong)))
        #expect(ahead.moved(at(wrong)) == at(right))
    }

    @Test("a due moment that was counted is counted anew, and one that somebody named stays")
    func due() throws {
        let opened = at("2027-03-01 10:00")
        let calendar = SchoolCalendar(clock: .amsterdam)
        func kind(_ urgency: Urgency, _ term: Term?) -> Kind {
            Kind(
                id: "hulp", title: LocalizedText(nl: "Hulp"), source: "5a", scope: .case, owner: .role("ib"), urgency: urgency, term: term,
                outcomes: [])
        }
        func due(_ due: Due, _ kind: Kind, isConsequence: Bool = false) -> Due? {
            let followUp = FollowUp(
                id: 1, kind: kind.id, school: "vlieger", owner: .role("ib"), urgency: kind.urgency, due: due, openedAt: opened,
                escalation: .init(startedAt: opened, startedBy: "ib"))
            return ahead.due(of: followUp, kind: kind, openedAt: opened, isConsequence: isConsequence, in: calendar)
        }
        let (normal, acute) = (kind(.normal, Term(2, .weeks)), kind(.acute, Term(2, .hours)))
        #expect(due(.day(day("2027-03-15")), normal) == .day(day("2026-12-15")))
        #expect(due(.day(day("2027-03-16")), normal) == nil)
        #expect(due(.day(day("2026-12-17")), normal) == nil)
        #expect(due(.day(day("2027-03-05")), normal, isConsequence: true) == .day(day("2026-12-07")))
        #expect(due(.instant(at("2027-03-01 12:00")), acute) == .instant(at("2026-12-01 12:00")))
    }
}
