import Foundation

/// Decides which reminders a follow-up needs now, and when to look at it again. The daemon, `--once`, the forecast and
/// the simulation all ask it (promise 10).
public struct Planner: Sendable {
    public let policies: Policies
    public let directory: Directory
    private let catalogues: Catalogues
    private let routing: Routing

    /// Seconds before looking again for somebody who can be reached.
    static let unreachedPause: TimeInterval = 3600

    public init(policies: Policies, directory: Directory, catalogues: Catalogues, absences: [Absence] = []) {
        self.policies = policies
        self.directory = directory
        self.catalogues = catalogues
        routing = Routing(directory: directory, absences: absences)
    }

    /// What to do now. Of steps that have come due together only the highest is sent, and none outside the window.
    public func decide(_ subject: PlanningSubject, at now: Date) -> Decision {
        let followUp = subject.followUp
        let policy = policy(of: followUp)
        let calendar = directory.calendar(of: followUp.school)
        let times = times(of: followUp)
        let (due, settled, next) = split(times, of: subject, at: now)
        if let until = followUp.snoozedUntil, now < until { return .later(policy.window.opening(onOrAfter: until, in: calendar), after: now) }
        guard let scheduledStep = due.last(where: { !times.askedFor.contains($0) }) ?? due.last else {
            return settled.isEmpty
                ? .later(next, after: now)
                : Decision(reminders: [], stepsDone: settled, next: max(next, now.addingTimeInterval(1)), unreached: [])
        }
        let opening = policy.window.opening(onOrAfter: now, in: calendar)
        guard opening == now else { return .later(opening, after: now) }

        let (reminders, unreached) = reminders(for: scheduledStep, of: subject, policy: policy, at: now)
        if reminders.isEmpty, !unreached.isEmpty {
            let retry = now.addingTimeInterval(Self.unreachedPause)
            return Decision(reminders: [], stepsDone: [], next: policy.window.opening(onOrAfter: retry, in: calendar), unreached: unreached)
        }
        // Whoever opened it knows.
        let needed = scheduledStep.name == "open" ? reminders.filter { $0.recipient.rawValue != followUp.escalation.startedBy } : reminders
        // A step that goes past the owner does not replace what was asked of them: that is said next.
        let left = scheduledStep.audiences.contains(.owner) ? [] : due.filter { $0 != scheduledStep && times.askedFor.contains($0) }
        let soonest = now.addingTimeInterval(1)
        return Decision(
            reminders: needed, stepsDone: due.filter { !left.contains($0) }.map(\.name) + settled, next: left.isEmpty ? max(next, soonest) : soonest,
            unreached: unreached)
    }

    public func policy(of followUp: FollowUp) -> Policy { policies[catalogues.kind(of: followUp), followUp.urgency] }

    /// Whether it tells that a case is silent: no digest holds it.
    func isAlarm(_ followUp: FollowUp) -> Bool { catalogues.catalogue(of: followUp).alarm?.id == followUp.kind }

    func times(of followUp: FollowUp) -> EscalationSchedule {
        EscalationSchedule(
            followUp, policy: policy(of: followUp), calendar: directory.calendar(of: followUp.school), school: policies[.normal].window)
    }

    /// The first instant from `now` on at which a pass has to look at a follow-up.
    public func nextLook(at subject: PlanningSubject, from now: Date) -> Date {
        let decision = decide(subject, at: now)
        return decision.stepsDone.isEmpty && decision.reminders.isEmpty && decision.unreached.isEmpty ? decision.next : now
    }

    public func opening(onOrAfter instant: Date, for followUp: FollowUp) -> Date {
        policy(of: followUp).window.opening(onOrAfter: instant, in: directory.calendar(of: followUp.school))
    }

    /// Whether a planned reminder may no longer go to its recipient, or to anybody as this audience (promise 6).
    public func isExcluded(_ reminder: Reminder, of subject: PlanningSubject, at now: Date) -> Bool {
        let (access, school) = (access(at: now), subject.followUp.school)
        return access.isKept(from: reminder.recipient, subject.people, at: school)
            || access.isExcluded(owner(reminder.audience, of: subject.followUp), subject.people, at: school)
    }

    public func access(at now: Date) -> CaseAccess { CaseAccess(directory: directory, routing: routing, on: directory.clock.day(of: now)) }

    public func canReachAnybody(about subject: PlanningSubject, at now: Date) -> Bool {
        ([.owner] + policy(of: subject.followUp).audiences).contains { route(to: $0, of: subject, at: now) != nil }
    }

    /// Who gets a reminder that could not be delivered to `tried`: the next of the chain, then the next audiences; nil
    /// when nobody is left. They may have had this step already, and then need nothing.
    public func reroute(_ reminder: Reminder, of subject: PlanningSubject, tried: Set<PersonID>, at now: Date) -> Reminder? {
        let policy = policy(of: subject.followUp)
        let candidates = [reminder.audience] + audiences(above: reminder.audience, in: policy)
        for audience in candidates {
            guard let route = route(to: audience, of: subject, at: now, avoiding: tried) else { continue }
            return Reminder(
                followUp: reminder.followUp, escalation: reminder.escalation, step: reminder.step, recipient: route.person.id, audience: audience,
                standsInFor: route.standsInFor, isEscalation: reminder.isEscalation || audience != reminder.audience)
        }
        return nil
    }

    /// The steps that are due, those that were said early and need not be said again, and the instant of the next one.
    private func split(_ times: EscalationSchedule, of subject: PlanningSubject, at now: Date) -> (
        due: [EscalationSchedule.ScheduledStep], settled: [String], next: Date
    ) {
        // A coming step may have to be said early, in a digest.
        let moments = times.scheduledSteps.map { scheduledStep in
            (
                scheduledStep: scheduledStep,
                at: scheduledStep.at <= now || subject.stepsDone.contains(scheduledStep.name) ? scheduledStep.at : saying(scheduledStep, of: subject)
            )
        }
        var reached: [EscalationSchedule.ScheduledStep] = moments.filter { $0.at <= now }.map { $0.scheduledStep.moved(to: $0.at) }
        // At its own time it is looked at again, for whoever has it then.
        var coming: [Date] = moments.flatMap { [$0.at, $0.scheduledStep.at] }.filter { $0 > now }
        var latest: EscalationSchedule.ScheduledStep?
        for scheduledStep in times.repeats(from: subject.followUp.escalation.startedAt) {
            guard scheduledStep.at <= now else {
                coming.append(scheduledStep.at)
                break
            }
            // After an edit of the policy, a repeat that is done may no longer be the latest. It still covers what came before.
            if subject.stepsDone.contains(scheduledStep.name) { reached.append(scheduledStep) }
            latest = scheduledStep
        }
        if let latest, !subject.stepsDone.contains(latest.name) {
            reached.append(latest)
        } else if let latest, let planned = subject.lastPlannedAt, latest.at > planned {
            // A repeat of the former policy used up its number. This one is new, and would otherwise stay silent.
            reached.append(latest.renamed(subject.nextRepeatName))
        }
        for step in times.askedFor {
            if step.at <= now { reached.append(step) } else { coming.append(step.at) }
        }
        // A step covers nothing after the moment at which it was done, even where an edited window has moved it there.
        let done = reached.filter { subject.stepsDone.contains($0.name) }.map(\.at).max() ?? .distantPast
        let covered = min(done, subject.lastPlannedAt ?? .distantFuture)
        var due = reached.filter { !subject.stepsDone.contains($0.name) && ($0.at > covered || times.askedFor.contains($0)) }
            .sorted { $0.at < $1.at }
        var settled = reached.filter { wasSaidEarly($0, of: subject, at: now) }
        // Once, at the step's own time: whoever takes over later is not reminded of what others have heard.
        if due.isEmpty, let latest = reached.max(by: { $0.at < $1.at }), settled.contains(latest), isToBeSaidAgain(latest, of: subject, at: now) {
            due = [latest]
            settled.removeAll { $0 == latest }
        }
        return (due, settled.map(\.name), coming.min() ?? now.addingTimeInterval(86_400))
    }

    func reminders(
        for scheduledStep: EscalationSchedule.ScheduledStep, of subject: PlanningSubject, policy: Policy, at now: Date
    ) -> (reminders: [Reminder], unreached: [UnreachableAudience]) {
        var found: [(audience: Audience, route: Routing.Route)] = []
        var unreached: [UnreachableAudience] = []
        for audience in scheduledStep.audiences {
            if let route = route(to: audience, of: subject, at: now) {
                found.append((audience, route))
                continue
            }
            let instead = audiences(above: audience, in: policy).lazy
                .compactMap { above in route(to: above, of: subject, at: now).map { (audience: above, route: $0) } }.first
            if let instead { found.append(instead) }
            // An excluded role is meant to hear nothing, so there is nothing to report when somebody else does.
            if instead != nil, isMeantToHearNothing(audience, of: subject, at: now) { continue }
            unreached.append(UnreachableAudience(audience, step: scheduledStep.name, of: subject, instead: instead?.route.person.id))
        }
        let owner = found.first { $0.audience == .owner }?.route.person.id
        let isEscalation = found.contains { $0.audience != .owner && $0.route.person.id != owner }
        var seen: Set<PersonID> = []
        let reminders = found.filter { seen.insert($0.route.person.id).inserted }.map { audience, route in
            Reminder(
                followUp: subject.followUp.id, escalation: subject.followUp.escalation.number, step: scheduledStep.name, recipient: route.person.id,
                audience: audience, standsInFor: route.standsInFor, isEscalation: isEscalation)
        }
        return (reminders, unreached)
    }

    private func isMeantToHearNothing(_ audience: Audience, of subject: PlanningSubject, at now: Date) -> Bool {
        access(at: now).isExcluded(owner(audience, of: subject.followUp), subject.people, at: subject.followUp.school)
    }

    func standIn(for person: PersonID, at now: Date, avoiding: Set<PersonID> = []) -> Person? {
        routing.chain(from: person, on: directory.clock.day(of: now), avoiding: avoiding).reached
    }

    private func route(
        to audience: Audience, of subject: PlanningSubject, at now: Date, avoiding: Set<PersonID> = []
    ) -> Routing.Route? {
        access(at: now).route(
            to: owner(audience, of: subject.followUp), subject.people, at: subject.followUp.school, canWait: subject.followUp.urgency == .normal,
            avoiding: avoiding)
    }

    func owner(of subject: PlanningSubject, at instant: Date) -> Person? { route(to: .owner, of: subject, at: instant)?.person }

    private func owner(_ audience: Audience, of followUp: FollowUp) -> Owner { audience.owner(of: followUp) }

    private func audiences(above audience: Audience, in policy: Policy) -> [Audience] {
        let order = policy.audiences
        let above = order.firstIndex(of: audience).map { order.dropFirst($0 + 1) } ?? order[...]
        return above.filter { $0 != .owner && $0 != audience }
    }
}

extension PlanningSubject {
    fileprivate var nextRepeatName: String {
        var number = 1
        while stepsDone.contains(EscalationSchedule.ScheduledStep.repeatName(number)) { number += 1 }
        return EscalationSchedule.ScheduledStep.repeatName(number)
    }
}

extension Decision {
    /// At least a second after `now`, so that no follow-up is looked at twice in one pass.
    static func later(_ next: Date, after now: Date) -> Decision {
        Decision(reminders: [], stepsDone: [], next: max(next, now.addingTimeInterval(1)), unreached: [])
    }
}
