import FollowUps
import Foundation
import Reminding
import Store
import TestSupport
import Testing

@Suite("A school year of a board")
struct YearTests {
    /// Another year: `OPVOLG_YEAR_SEED=7 swift test --filter YearTests`.
    static let seed = ProcessInfo.processInfo.environment["OPVOLG_YEAR_SEED"].flatMap { UInt64($0) } ?? 20_262_027

    @Test("twenty schools, 600 employees, 150 cases: everybody is reminded, nobody is flooded, no case falls silent")
    func wholeYear() async throws {
        let year = try BoardYear(BoardYear.Plan(seed: Self.seed))
        let clock = ContinuousClock()
        let spent = try await clock.measure { try await year.live() }
        print("\(YearTable(year: year))\n(lived through in \(spent.formatted(.units(allowed: [.seconds]))))")
        let mails = year.sent.mails

        #expect(mails.count > 5000)
        #expect(year.silence.openedCount == 150)
        #expect(YearTable.unreached(year.log.all) == 0)
        try await everyReminderWasSent(year)
        oneMailADay(year, mails)
        #expect(year.trainingMails.most <= 1)
        nobodyExcluded(year, mails)
        silentCasesAlarm(year, mails)
        #expect(year.sent.renderedCount > 100)
        let log = year.log.all.joined(separator: "\n")
        #expect(Marks.people(in: log).isEmpty)
        for secret in Marks.secrets { #expect(!log.contains(secret)) }
        #expect(!log.contains(#/\bD-[0-9]{4}\b/#))
    }

    @Test("with the policies of its kinds the protocol sends everybody fewer mails than with those of urgency alone")
    func fewerMails() async throws {
        func year(_ policies: Policies) async throws -> BoardYear {
            let year = try BoardYear(BoardYear.Plan(schools: 4, staff: 12, cases: 24, seed: Self.seed, policies: policies))
            try await year.live()
            return year
        }
        let before = YearTable(year: try await year(BoardYear.policiesOfUrgencyAlone))
        let after = YearTable(year: try await year(Policies()))
        print("before (policies of the urgency alone)\n\(before)\n\nafter (policies of the kinds)\n\(after)")
        for role in YearTable.roles { #expect(after.messages(to: role) < before.messages(to: role), "\(role)") }
        #expect(after.year.trainingMails.most <= 1)
    }

    @Test("the same seed gives the same year, and another one another")
    func repeatable() async throws {
        var tables: [String] = []
        for seed in [7, 7, 8] as [UInt64] {
            let year = try BoardYear(BoardYear.Plan(schools: 2, staff: 5, cases: 8, seed: seed))
            try await year.live()
            tables.append(YearTable(year: year).description.replacing("seed \(seed)", with: "seed"))
        }
        #expect(tables[0] == tables[1])
        #expect(tables[0] != tables[2])
    }

    /// Nothing failed and nothing waits but for a digest day; what was planned went out, unless it was done before its digest did.
    private func everyReminderWasSent(_ year: BoardYear) async throws {
        let messages = try await year.store.outbox.messages().map(\.message)
        #expect(messages.allSatisfy { $0.state == .sent || $0.state == .dropped || ($0.nextAttemptAt ?? .distantPast) >= year.end })
        #expect(messages.filter { $0.state == .dropped }.allSatisfy { $0.purpose == .digest })
        #expect(try await year.store.figures.condition(at: year.end).unnotified.isEmpty)
        #expect(messages.count { $0.state == .sent } == year.sent.mails.count)
    }

    /// However much somebody has to do, it is one mail a day, besides what is opened during it or is urgent.
    private func oneMailADay(_ year: BoardYear, _ mails: [Sent.Mail]) {
        struct PersonDay: Hashable {
            let person: PersonID
            let day: Day
        }
        let planned = mails.filter { mail in
            mail.isDigest || mail.items.contains { $0.followUp.urgency == .normal && $0.reminder.step != "open" }
        }
        let days = Dictionary(grouping: planned) { PersonDay(person: $0.recipient, day: Board.clock.day(of: $0.at)) }
        let flooded = days.filter { $0.value.count > 1 }.sorted { ($0.key.day, $0.key.person) < ($1.key.day, $1.key.person) }
        #expect(
            flooded.isEmpty,
            "\(flooded.prefix(5).map { "\($0.key.person) on \($0.key.day): \($0.value.map { $0.items.map(\.reminder.step) })" })")
        #expect((year.mostOwned.values.max() ?? 0) >= 10)
        #expect(mails.contains { $0.items.count >= 5 })
    }

    private func nobodyExcluded(_ year: BoardYear, _ mails: [Sent.Mail]) {
        #expect(year.secrets.values.count { !$0.beganLater } == 5)
        #expect(year.secrets.values.contains { $0.beganLater })
        var heard = 0
        for mail in mails {
            let named = mail.items.compactMap(\.followUp.caseCode) + (mail.overview?.unmovedCases.map(\.code) ?? [])
            let counted = (mail.overview?.overdue.flatMap(\.followUps) ?? []).compactMap { year.secretFollowUps[$0] }
            for code in named + counted {
                guard let secret = year.secrets[code], mail.at >= secret.since else { continue }
                heard += 1
                #expect(!secret.excluded.contains(mail.recipient), "\(mail.recipient) heard of \(code)")
            }
        }
        #expect(heard > 20)
    }

    /// Of a case in which nobody has anything to do somebody hears on the next school day at the latest (promise 2).
    private func silentCasesAlarm(_ year: BoardYear, _ mails: [Sent.Mail]) {
        var alarms: [CaseCode: [Date]] = [:]
        for mail in mails {
            for item in mail.items where item.followUp.kind == "dossier-stil" {
                if let code = item.followUp.caseCode { alarms[code, default: []].append(mail.at) }
            }
        }
        let lasting = year.silence.empty.map { Silence.Gap(code: $0.key, from: $0.value, until: year.end) }
        let gaps = year.silence.gaps + lasting
        #expect(gaps.count > 5)
        for gap in gaps {
            guard let calendar = year.schools[gap.code]?.calendar else { continue }
            let nextSchoolDay = calendar.day(from: Board.clock.day(of: gap.from), schoolDays: 1)
            let latest = Board.clock.start(of: nextSchoolDay.adding(days: 1))
            if gap.until < latest { continue }
            #expect(
                alarms[gap.code, default: []].contains { $0 > gap.from && $0 < latest },
                "case \(gap.code) was silent from \(gap.from) to \(gap.until)")
        }
    }
}
