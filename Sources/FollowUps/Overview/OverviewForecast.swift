import Foundation

public struct OverviewForecast: Sendable {
    let planner: OverviewPlanner
    let turns: [ScheduledOverview]
    let facts: OverviewSnapshot
    let rules: Ruleset

    public init(planner: OverviewPlanner, turns: [ScheduledOverview], facts: OverviewSnapshot, rules: Ruleset) {
        self.planner = planner
        self.turns = turns
        self.facts = facts
        self.rules = rules
    }

    /// The overviews that will have something to say if nothing changes, from `now` (included) to `end` (excluded).
    func lines(from now: Date, until end: Date) -> [Forecast.Line] {
        turns.flatMap { first -> [Forecast.Line] in
            var lines: [Forecast.Line] = []
            var turn: ScheduledOverview? = first
            while let current = turn, max(current.nextAt, now) < end {
                let instant = max(current.nextAt, now)
                let decision = planner.decide(current, at: instant)
                lines += decision.slots.compactMap { line($0, of: current.person, at: instant) }
                turn = decision.next
            }
            return lines
        }
    }

    private func line(_ slot: DeliverySlot, of holder: PersonID, at instant: Date) -> Forecast.Line? {
        guard let scope = rules.overviewScope(of: holder) else { return nil }
        let overview = Overview(
            for: slot.recipient, of: [scope], from: facts, rules: rules, access: planner.access(at: instant), at: instant)
        return overview.isEmpty ? nil : .overview(at: instant, slot.recipient, slot.channel, of: scope)
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
