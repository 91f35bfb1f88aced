import Foundation
import Testing

@testable import FollowUps

@Suite("Who may use a link")
struct LinkAccessTests {
    private static let sent = at("2026-12-01 08:00")

    private func person(_ id: PersonID, deputy: PersonID? = nil) -> Person {
        Person(id: id, name: id.rawValue, email: "\(id)@school.example", deputy: deputy)
    }

    /// `ib` has the role of that name, `deputy` stands in for them, `directie` is above, `other` has nothing to do with it.
    private func refusal(
        of person: PersonID, owner: Owner = .role("ib"), holders: [RoleID: PersonID] = ["ib": "ib", "directie": "directie"],
        people: [PersonID] = ["ib", "deputy", "directie", "other"], reminded: [LinkAccess.Reminded] = [], away: [PersonID] = [],
        excluded: Set<PersonID> = [], off: Set<ChannelID> = [], now: String = "2026-12-07 10:00", urgency: Urgency = .normal,
        cover: [RoleID: PersonID] = [:]
    ) -> LinkRefusal? {
        let school = School(
            id: "s", name: "S", region: "noord", roles: holders, holidayCover: cover,
            calendar: SchoolCalendar(clock: .amsterdam, holidays: [days("2026-12-19", "2027-01-03")]))
        let directory = Directory(
            clock: .amsterdam, schools: [school],
            people: people.map { self.person($0, deputy: $0 == "ib" ? "deputy" : nil) })
        let followUp = FollowUp(
            id: 1, kind: "k", school: "s", caseCode: CaseCode("2026-1"), owner: owner, urgency: urgency, due: .day(day("2026-12-10")),
            openedAt: Self.sent, escalation: FollowUp.Escalation(startedAt: Self.sent, startedBy: "x"))
        let absences = away.map { Absence(person: $0, days: days("2026-12-01", "2026-12-31")) }
        return LinkAccess(directory: directory, absences: absences, channelsOff: off).refusal(
            of: Link(person: person, followUp: 1, createdAt: Self.sent), to: followUp, reminded: reminded, people: CasePeople(excluded: excluded),
            at: at(now))
    }

    @Test("the owner's person may, present or away, and so may whoever stands in for them today, but nobody else")
    func owner() {
        #expect(refusal(of: "ib") == nil)
        #expect(refusal(of: "ib", away: ["ib"]) == nil)
        #expect(refusal(of: "deputy", away: ["ib"]) == nil)
        #expect(refusal(of: "deputy") == .notTheirs)
        #expect(refusal(of: "directie") == .notTheirs)
        #expect(refusal(of: "other") == .notTheirs)
    }

    @Test("who stood in because no mail could be delivered may go on, and so may who stands in because mail is off")
    func unreachable() {
        let instead = LinkAccess.Reminded(audience: .owner, standsInFor: "ib", isInsteadOfFailed: true)
        #expect(refusal(of: "deputy", reminded: [instead]) == nil)
        #expect(refusal(of: "deputy", reminded: [.init(audience: .owner, standsInFor: "ib")]) == .notTheirs)
        #expect(refusal(of: "deputy", holders: ["ib": "other", "directie": "directie"], reminded: [instead]) == .notTheirs)
        #expect(refusal(of: "deputy", off: [.mail]) == .notTheirs)
    }

    @Test("who covers for the owner in the holidays may, for what cannot wait and only then")
    func holidayCover() {
        func cover(_ urgency: Urgency, _ now: String) -> LinkRefusal? {
            refusal(of: "other", reminded: [.init(audience: .owner, standsInFor: "ib")], now: now, urgency: urgency, cover: ["ib": "other"])
        }
        #expect(cover(.acute, "2026-12-21 23:00") == nil && cover(.urgent, "2026-12-21 10:00") == nil)
        #expect(cover(.normal, "2026-12-21 10:00") == .notTheirs && cover(.acute, "2026-12-18 10:00") == .notTheirs)
        #expect(cover(.acute, "2027-01-04 10:00") == .notTheirs)
    }

    @Test("whom it was escalated to may, as long as the role is theirs")
    func escalation() {
        let reminded = [LinkAccess.Reminded(audience: .role("directie"))]
        #expect(refusal(of: "directie", reminded: reminded) == nil)
        #expect(refusal(of: "directie", holders: ["ib": "ib", "directie": "other"], reminded: reminded) == .notTheirs)
    }

    @Test("it ends when they leave, are excluded, or somebody else gets it")
    func ends() {
        #expect(refusal(of: "ib", people: ["deputy", "directie", "other"]) == .personGone)
        #expect(refusal(of: "ib", excluded: ["ib"]) == .excluded)
        #expect(refusal(of: "ib", owner: .person("other")) == .notTheirs)
        #expect(refusal(of: "ib", holders: ["ib": "other", "directie": "directie"]) == .notTheirs)
        #expect(refusal(of: "deputy", excluded: ["ib"]) == nil)
        #expect(refusal(of: "directie", reminded: [.init(audience: .role("directie"))], excluded: ["directie"]) == .excluded)
    }

    @Test("after sixty days it has expired, not a second before")
    func expires() {
        #expect(refusal(of: "ib", now: "2027-01-30 07:59:59") == nil)
        #expect(refusal(of: "ib", now: "2027-01-30 08:00") == .expired)
    }
}
