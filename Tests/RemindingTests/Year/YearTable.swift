import FollowUps
import Foundation

/// A year for the people who got mail: per role and month, the messages that one person had in a week, on average and
/// at most, and those of all people of the role in a week of the year.
struct YearTable: CustomStringConvertible {
    let year: BoardYear

    private struct Week: Hashable {
        let person: PersonID
        let number: Int
    }

    static let roles = ["leerkracht", "ib", "directie", "bestuur"]

    var description: String {
        let mails = year.sent.mails
        let weeks = Dictionary(grouping: mails) { mail in
            Week(person: mail.recipient, number: (Board.clock.day(of: mail.at).number + 3) / 7)
        }.mapValues(\.count)
        let first = (year.plan.first.number + 3) / 7
        let last = (year.plan.first.number + year.plan.days + 2) / 7
        // A week belongs to the month of its Thursday.
        let months = Dictionary(grouping: first...last) { Day(number: $0 * 7).description.prefix(7) }.sorted { $0.key < $1.key }
        var lines = ["messages a person has in a week, on average and at most"]
        lines.append("            " + (months.map { String($0.key) } + ["the year", "all of them"]).map { pad($0, 12) }.joined())
        for role in Self.roles {
            let people = year.board.directory.people.map(\.id).filter { Board.role(of: $0) == role }
            let cells = (months.map(\.value) + [Array(first...last)]).map { numbers in
                let counts = people.flatMap { person in numbers.map { weeks[Week(person: person, number: $0)] ?? 0 } }
                let mean = Double(counts.reduce(0, +)) / Double(max(1, counts.count))
                return pad("\(hundredths(mean)) /\(pad(String(counts.max() ?? 0), 3))", 12)
            }
            let all = Double(messages(to: role)) / Double(last - first + 1)
            lines.append(role.padding(toLength: 12, withPad: " ", startingAt: 0) + cells.joined() + pad(hundredths(all), 12))
        }
        return (summary(mails) + [""] + lines).joined(separator: "\n")
    }

    /// How many the people of a role have had in the whole year.
    func messages(to role: String) -> Int { year.sent.mails.count { Board.role(of: $0.recipient) == role } }

    private func summary(_ mails: [Sent.Mail]) -> [String] {
        let plan = year.plan
        let silence = year.silence
        let trainings = year.trainingMails
        let longestGap = silence.gaps.map { $0.until.timeIntervalSince($0.from) }.max() ?? 0
        return [
            "A school year of \(plan.schools) schools and \(year.board.employees.count) employees, from \(plan.first), seed \(plan.seed)",
            "cases: \(silence.openedCount) opened, \(silence.closedCount) closed",
            "messages: \(mails.count), with \(mails.map(\.items.count).reduce(0, +)) reminders; \(year.sent.renderedCount) of them read in full",
            "longest time in which an open case had no follow-up that keeps it going: \(hours(longestGap)); it happened \(silence.gaps.count) times",
            "longest time in which nothing was sent or done about an open case: \(hours(silence.longestQuiet))",
            "most follow-ups that one person had open: \(year.mostOwned.values.max() ?? 0)",
            "reminders that found nobody: \(YearTable.unreached(year.log.all))",
            "mails about a training to its employee: \(trainings.early + trainings.late), of which \(trainings.early) before its last two months, "
                + "at most \(trainings.most) of these about one training",
        ]
    }

    /// Mails about trainings that are not due yet, to whoever has to do them.
    struct TrainingMails {
        /// More than two months before the due day.
        var early = 0
        /// Later than that, up to the due day.
        var late = 0
        /// The most that were early about one training.
        var most = 0
    }

    static func unreached(_ log: [String]) -> Int { log.count { $0.contains("nor anybody above") } }

    private func hours(_ seconds: TimeInterval) -> String {
        let hours = Int(seconds / 3600)
        return "\(hours / 24) days and \(hours % 24) hours"
    }

    private func hundredths(_ number: Double) -> String {
        let whole = Int((number * 100).rounded())
        return "\(whole / 100).\(String(100 + whole % 100).suffix(2))"
    }

    private func pad(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}

extension BoardYear {
    var trainingMails: YearTable.TrainingMails {
        var mails = YearTable.TrainingMails()
        var early: [Int64: Int] = [:]
        for mail in sent.mails {
            for followUp in mail.items.map(\.followUp) where followUp.kind == "medewerker-training" && followUp.employee == mail.recipient {
                if followUp.isOverdue(at: mail.at, Board.clock) { continue }
                if Board.clock.day(of: mail.at) < followUp.due.day(Board.clock).adding(months: -2) {
                    mails.early += 1
                    early[followUp.id, default: 0] += 1
                } else {
                    mails.late += 1
                }
            }
        }
        mails.most = early.values.max() ?? 0
        return mails
    }
}
