import Foundation

public struct ScheduledOverview: Hashable, Sendable {
    public let person: PersonID
    /// The digest that it belongs to. One overview goes for each (promise 4).
    public let digestAt: Date
    /// When a pass looks at it: at the digest or, if that was missed, when it may go next.
    public let nextAt: Date

    public init(person: PersonID, digestAt: Date, nextAt: Date) {
        self.person = person
        self.digestAt = digestAt
        self.nextAt = nextAt
    }
}

/// Decides whose overview goes when, and to whom, for passes and the forecast alike (promise 10). It goes with the
/// digest of whoever holds a role that gets one, when the window of any of their schools opens on a digest day. Several
/// that were missed become one (promise 8).
public struct OverviewPlanner: Sendable {
    private let rules: Ruleset
    private let planner: Planner

    public init(rules: Ruleset, planner: Planner) {
        self.rules = rules
        self.planner = planner
    }

    public struct Decision: Sendable, Equatable {
        public let slots: [DeliverySlot]
        /// Nil when none follows. Its `nextAt` lies after the decision.
        public let next: ScheduledOverview?
    }

    /// The first turn from `now` on of each person who gets overviews, in order of person. A known turn that was missed is kept.
    public func turns(from now: Date, known: [ScheduledOverview] = []) -> [ScheduledOverview] {
        let missed = Dictionary(known.filter { $0.digestAt <= now }.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
        return rules.directory.people.compactMap { person in
            guard let scope = rules.overviewScope(of: person.id) else { return nil }
            guard let missed = missed[person.id] else { return turn(of: person, scope, after: now.addingTimeInterval(-1)) }
            guard person.digest != .none else { return nil }
            return ScheduledOverview(person: person.id, digestAt: missed.digestAt, nextAt: opening(onOrAfter: now, for: scope))
        }.sorted { $0.person < $1.person }
    }

    public func decide(_ turn: ScheduledOverview, at now: Date) -> Decision {
        guard let person = rules.directory.person(turn.person), person.digest != .none, let scope = rules.overviewScope(of: person.id) else {
            return Decision(slots: [], next: nil)
        }
        let opening = opening(onOrAfter: max(now, turn.nextAt), for: scope)
        guard opening == now else { return Decision(slots: [], next: turn.moved(to: opening)) }
        guard let reader = planner.standIn(for: person.id, at: now) else {
            return Decision(slots: [], next: turn.moved(to: self.opening(onOrAfter: now.addingTimeInterval(Planner.unreachedPause), for: scope)))
        }
        return Decision(slots: slots(for: reader, at: now), next: self.turn(of: person, scope, after: now))
    }

    public func access(at now: Date) -> CaseAccess { planner.access(at: now) }

    public func slots(for holder: PersonID, avoiding tried: Set<PersonID>, at now: Date) -> [DeliverySlot] {
        planner.standIn(for: holder, at: now, avoiding: tried).map { slots(for: $0, at: now) } ?? []
    }

    /// Its tables need mail. People without mail get the numbers over their other channels.
    private func slots(for reader: Person, at now: Date) -> [DeliverySlot] {
        let channels = reader.channels.contains(.mail) ? [.mail] : reader.channels
        return channels.map { DeliverySlot(recipient: reader.id, channel: $0, purpose: .digest, sendAt: now) }
    }

    private func turn(of person: Person, _ scope: OverviewScope, after now: Date) -> ScheduledOverview? {
        person.digest.opening(after: now, window: planner.policies[.normal].window, in: calendars(of: scope)).map {
            ScheduledOverview(person: person.id, digestAt: $0, nextAt: $0)
        }
    }

    private func opening(onOrAfter instant: Date, for scope: OverviewScope) -> Date {
        calendars(of: scope).map { planner.policies[.normal].window.opening(onOrAfter: instant, in: $0) }.min() ?? instant
    }

    private func calendars(of scope: OverviewScope) -> [SchoolCalendar] { scope.schools.map(rules.directory.calendar) }
}

extension ScheduledOverview {
    fileprivate func moved(to instant: Date) -> ScheduledOverview { ScheduledOverview(person: person, digestAt: digestAt, nextAt: instant) }
}
