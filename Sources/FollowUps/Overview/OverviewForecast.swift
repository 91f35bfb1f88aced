import Foundation

/// Whose overview is scheduled when, for the forecast.
public struct OverviewForecast: Sendable {
    private let planner: OverviewPlanner
    private let turns: [ScheduledOverview]
    private let rules: Ruleset

    public init(planner: OverviewPlanner, turns: [ScheduledOverview], rules: Ruleset) {
        self.planner = planner
        self.turns = turns
        self.rules = rules
    }

    /// The overviews that will have something to say if nothing changes, from `now` (included) to `end` (excluded).
    ///
    /// - Parameter facts: the state of some schools. It is asked of one person after the other, as all schools at once may be too many.
    public func lines(from now: Date, until end: Date, facts: (Set<SchoolID>) throws -> OverviewSnapshot) rethrows -> [Forecast.Line] {
        try turns.flatMap { first -> [Forecast.Line] in
            guard let scope = rules.overviewScope(of: first.person) else { return [] }
            var known: OverviewSnapshot?
            var lines: [Forecast.Line] = []
            var turn: ScheduledOverview? = first
            while let current = turn, max(current.nextAt, now) < end {
                let instant = max(current.nextAt, now)
                let decision = planner.decide(current, at: instant)
                for slot in decision.slots {
                    let facts = try known ?? facts(scope.schools)
                    known = facts
                    let overview = Overview(
                        for: slot.recipient, of: [scope], from: facts, rules: rules, access: planner.access(at: instant), at: instant)
                    if !overview.isEmpty { lines.append(.overview(at: instant, slot.recipient, slot.channel, of: scope)) }
                }
                turn = decision.next
            }
            return lines
        }
    }
}

extension Forecast.Line {
    /// It belongs to no follow-up. Its step is `overview`.
    public static func overview(at instant: Date, _ recipient: PersonID, _ channel: ChannelID, of scope: OverviewScope) -> Forecast.Line {
        var words = ["as \(scope.roles.map(\.rawValue).joined(separator: " and "))"]
        if scope.holder != recipient { words.append("for \(scope.holder)") }
        words.append("in the digest")
        return Forecast.Line(
            at: instant, recipient: recipient, channel: channel, followUp: nil, step: "overview", reason: words.joined(separator: ", "))
    }
}
