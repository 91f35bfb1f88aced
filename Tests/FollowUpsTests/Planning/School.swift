import Foundation
import Testing

@testable import FollowUps

/// A school with its people, and what the planner makes of a follow-up of it.
struct PlannedSchool {
    var policies = Policies()
    var policy: PolicyID?
    var people: [Person] = [
        Person(id: "ib", name: "IB", email: "ib@s.example", deputy: "ib2"), Person(id: "ib2", name: "IB 2", email: "ib2@s.example", deputy: "ib"),
        Person(id: "directie", name: "Directie", email: "d@s.example"), Person(id: "bestuur", name: "Bestuur", email: "b@s.example"),
    ]
    var roles: [RoleID: PersonID] = ["ib": "ib", "directie": "directie", "bestuur": "bestuur"]
    var holidayCover: [RoleID: PersonID] = [:]
    var absences: [Absence] = []
    var calendar = SchoolCalendar.noord

    var planner: Planner {
        let school = School(id: "s", name: "S", region: "noord", roles: roles, holidayCover: holidayCover, calendar: calendar)
        let catalogue = Catalogue(kinds: policy.map { [Self.kind(.normal, policy: $0)] } ?? [], roles: [])
        return Planner(
            policies: policies, directory: Directory(clock: calendar.clock, schools: [school], people: people), catalogues: Catalogues(catalogue),
            absences: absences)
    }

    /// The same school where follow-ups are of a kind that names a policy.
    func following(_ policy: PolicyID) -> PlannedSchool {
        var school = self
        school.policy = policy
        return school
    }

    static func kind(_ urgency: Urgency, policy: PolicyID?) -> Kind {
        Kind(
            id: "hulp", title: LocalizedText(nl: "Hulp"), source: "5a", scope: .case, owner: .role("ib"), urgency: urgency, policy: policy, term: nil,
            outcomes: [])
    }

    /// Instants are on the wall in Amsterdam; `due` is a day, or for acute an instant.
    static func followUp(
        _ id: Int64 = 1, opened: String, by actor: String = "juf", due: String, urgency: Urgency = .normal, owner: Owner = .role("ib"),
        escalation: Int = 1,
        snoozedUntil: String? = nil
    ) -> FollowUp {
        FollowUp(
            id: id, kind: "hulp", school: "s", caseCode: CaseCode("2026-1"), owner: owner, urgency: urgency,
            due: urgency == .acute ? .instant(at(due)) : .day(day(due)), openedAt: at(opened),
            escalation: .init(number: escalation, startedAt: at(opened), startedBy: actor), snoozedUntil: snoozedUntil.map { at($0) })
    }

    /// Decides at once and then at every instant that the planner asks for; one line for each decision that does anything.
    func life(
        of followUp: FollowUp, stepsDone: Set<String> = [], lastPlannedAt: Date? = nil, excluded: Set<PersonID> = [],
        excludedRoles: Set<RoleID> = [], from start: String? = nil, until end: String
    ) -> [String] {
        var lines: [String] = []
        var subject = PlanningSubject(
            followUp, stepsDone: stepsDone, lastPlannedAt: lastPlannedAt, people: CasePeople(excluded: excluded, excludedRoles: excludedRoles))
        var now = start.map { at($0) } ?? followUp.escalation.startedAt
        while now < at(end) {
            let decision = planner.decide(subject, at: now)
            lines += PlannedSchool.lines(decision, at: now)
            subject = subject.after(decision, at: now)
            now = decision.next
        }
        return lines
    }

    static func lines(_ decision: Decision, at now: Date) -> [String] {
        let recipients = decision.reminders.map { reminder in
            "\(reminder.recipient)" + (reminder.standsInFor.map { " for \($0)" } ?? "") + (reminder.isEscalation ? "!" : "")
        }
        let sent = decision.reminders.first.map { ["\(wall(now)) \($0.step): \(recipients.joined(separator: ", "))"] } ?? []
        return sent + decision.unreached.map { "\(wall(now)) \($0.step): no \($0.audience), \($0.instead.map { "\($0) instead" } ?? "nobody")" }
    }
}

extension PlanningSubject {
    /// The same follow-up once a decision has been carried out.
    func after(_ decision: Decision, at now: Date) -> PlanningSubject { done(decision, at: now) }
}
