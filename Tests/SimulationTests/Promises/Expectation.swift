import FollowUps
import Foundation
import GRDB

@testable import Store

/// What must come in the quiet days at the end, by the forecast (promise 10) and by a plain reading of the policies.
struct Expectation {
    private struct Key: Hashable, CustomStringConvertible {
        let recipient: PersonID
        let channel: ChannelID
        let followUp: Int64?
        let step: String

        var description: String { "\(followUp.map { "\($0) \(step)" } ?? "the overview") to \(recipient) over \(channel)" }
    }

    private struct Due {
        let followUp: FollowUp
        let holder: PersonID
        let scheduledStep: ScheduledSteps.ScheduledStep
        let at: Date
    }

    private let from: Date
    /// The same moment by the world's time: a clock that was ahead before it has given instants after it.
    private let begun: TimeInterval
    private let end: Date
    private let lines: [Forecast.Line]
    private var due: [Due] = []
    /// Whose due day is over by when.
    private var dueDays: [(followUp: FollowUp, holder: PersonID, end: Date)] = []
    /// For whom somebody is being looked for, every hour: which minute of the hour that is, the forecast does not know.
    private var searched: Set<Int64> = []
    /// How much later than due something may go out.
    private static let tolerance: TimeInterval = 600

    init(_ world: World) async throws {
        let rules = world.files.rules
        from = world.wall
        begun = world.elapsed
        end = from.addingTimeInterval(Double(World.quietDays) * 86_400 - 2 * Self.tolerance)
        let (planner, subjects) = try await world.store.outbox.planningSubjects(rules: rules)
        lines = Array(try await world.store.outbox.forecast(rules: rules, from: from, until: end))
        let absences = try world.rows("SELECT * FROM absences").map { try Absence($0) }
        let off = Set(try world.rows("SELECT channel FROM channels_off").map { ChannelID($0["channel"] as String) })
        let today = Files.clock.day(of: from)
        for subject in subjects {
            let followUp = subject.followUp
            let decision = planner.decide(subject, at: from)
            if decision.reminders.isEmpty, !decision.unreached.isEmpty { searched.insert(followUp.id) }
            let policy = rules.policy(of: followUp)
            let calendar = rules.directory.calendar(of: followUp.school)
            guard let holder = rules.directory.holder(of: followUp.owner, at: followUp.school, in: subject.people),
                let person = rules.directory.person(holder),
                !Set(person.channels).subtracting(off).isEmpty, !planner.access(at: from).isKept(from: holder, subject.people, at: followUp.school)
            else { continue }
            // A day that has become free since it was named comes up on the school day after it.
            if followUp.urgency == .normal, case .day(let day) = followUp.due, Files.clock.start(of: day) > from, calendar.isSchoolDay(day),
                followUp.snoozedUntil.map({ $0 <= from }) ?? true, !absences.contains(where: { $0.person == holder && $0.days.upperBound >= today })
            {
                let end = followUp.due.overdueFrom(Files.clock)
                if end < self.end { dueDays.append((followUp, holder, end)) }
            }
            let snooze = followUp.snoozedUntil.map { policy.window.opening(onOrAfter: $0, in: calendar) }
            for scheduledStep in ScheduledSteps(of: followUp, policy, calendar, school: rules.policies[.normal].window, until: end).all
            where scheduledStep.at >= from {
                // What a digest says before its time is at most three weeks early.
                if scheduledStep.name != "repeat", scheduledStep.at > from.addingTimeInterval(21 * 86_400),
                    subject.stepsDone.contains(scheduledStep.name)
                {
                    world.fail(14, "\(followUp.id) \(scheduledStep.name) of \(Files.clock.iso8601(scheduledStep.at)) counts as done")
                }
                let at = max(scheduledStep.at, snooze ?? .distantPast)
                let day = Files.clock.day(of: at)
                let isAway = absences.contains { $0.person == holder && $0.days.contains(day) }
                let waits = followUp.urgency == .normal && person.digest != .none && !followUp.isOverdue(at: at, Files.clock)
                if at < end, !isAway, !waits, scheduledStep.name == "repeat" || !subject.stepsDone.contains(scheduledStep.name) {
                    due.append(Due(followUp: followUp, holder: holder, scheduledStep: scheduledStep, at: at))
                }
            }
        }
    }

    func compare(with world: World) throws {
        let came = world.attempts.filter { $0.hasArrived && $0.claimed.at >= begun && $0.claimed.wall < end }
        world.figures.scheduledSteps = due.count
        world.figures.forecastLines = lines.count
        for due in due {
            let isThere = came.contains { attempt in
                attempt.content.recipient == due.holder && attempt.claimed.wall >= due.at
                    && attempt.claimed.wall < due.at.addingTimeInterval(Self.tolerance)
                    && attempt.content.items.contains {
                        $0.followUp.id == due.followUp.id && $0.reminder.escalation == due.followUp.escalation.number
                    }
            }
            if !isThere {
                world.fail(4, "\(due.holder) was not reminded of \(due.followUp.id) (\(due.scheduledStep.name)) at \(Files.clock.iso8601(due.at))")
            }
        }
        for (followUp, holder, end) in dueDays {
            let attempts = world.attempts.filter { $0.wall < end && $0.content.items.contains { $0.followUp.id == followUp.id } }
            let told = Set(attempts.filter { $0.hasArrived || $0.wasLost }.map(\.content.recipient))
            // What comes back from somebody is passed on to whoever stands in.
            let isPassedOn = attempts.contains { $0.content.recipient == holder && $0.answer == .refused } && !told.isEmpty
            if !told.contains(holder), !isPassedOn {
                world.fail(13, "\(holder) did not hear of \(followUp.id) before its due day was over, \(Files.clock.iso8601(end))")
            }
        }
        var (foreseen, seen): ([Key: [Date]], [Key: [Date]]) = ([:], [:])
        // What goes wrong until then the forecast does not know, so it cannot tell of each notice either.
        for line in lines where line.step != "notice" {
            let key = Key(recipient: line.recipient, channel: line.channel, followUp: line.followUp, step: line.followUp == nil ? "" : line.step)
            foreseen[key, default: []].append(line.at)
        }
        var overviewPasses: [Key: Set<Int>] = [:]
        for attempt in came {
            let content = attempt.content
            let keys =
                content.items.map { Key(recipient: content.recipient, channel: content.channel, followUp: $0.followUp.id, step: $0.reminder.step) }
                + (content.overview == nil ? [] : [Key(recipient: content.recipient, channel: content.channel, followUp: nil, step: "")])
            for key in keys {
                // The overviews of several people, or one that was tried, or is sent again by hand, beside the next, may go in one pass, which tries one
                // alone when the channel has not worked: the forecast tells of them once.
                if key.followUp == nil, !overviewPasses[key, default: []].insert(attempt.process.number).inserted { continue }
                seen[key, default: []].append(attempt.claimed.wall)
            }
        }
        // To whom it will be passed on when a message fails, the forecast does not tell.
        let failed = Set(
            try world.rows(
                """
                SELECT follow_up FROM messages JOIN message_reminders ON message = messages.id JOIN reminders ON reminders.id = reminder
                WHERE state = 'failed'
                """
            ).map { $0["follow_up"] as Int64 })
        let withoutOverview = Set(
            try world.rows(
                """
                SELECT recipient FROM messages JOIN message_overviews ON message = id WHERE overview IN (
                    SELECT overview FROM messages JOIN message_overviews ON message = id WHERE state = 'failed')
                """
            ).map { PersonID($0["recipient"] as String) })
        for key in Set(foreseen.keys).union(seen.keys).sorted(by: { "\($0)" < "\($1)" }) {
            if let followUp = key.followUp, failed.contains(followUp) { continue }
            if key.followUp == nil, withoutOverview.contains(key.recipient) { continue }
            let dates = foreseen[key, default: []]
            let (expected, real) = ((key.followUp == nil ? Array(Set(dates)) : dates).sorted(), seen[key, default: []].sorted())
            let tolerance = Self.tolerance + (key.followUp.map(searched.contains) == true ? 3600 : 0)
            let isSame = expected.count == real.count && zip(expected, real).allSatisfy { abs($0.timeIntervalSince($1)) < tolerance }
            if !isSame {
                world.fail(10, "\(key) was foreseen at \(expected.map(Files.clock.iso8601)), and came at \(real.map(Files.clock.iso8601))")
            }
        }
    }
}
