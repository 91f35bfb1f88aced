import FollowUps
import Foundation
import GRDB
import StoreTestSupport
import TestSupport

@testable import Store

/// What people do with `opvolg`.
extension World {
    /// One command, which may be killed, and find no room on the disk; then nothing has been changed.
    func errand() async {
        let process = newProcess()
        figures.errands += 1
        let fault: CommitFaults.Fault? =
            !trouble.crashes || !random.chance(8) ? nil : random.chance(50) ? .killedBefore(1) : .killedAfter(1)
        do {
            faults.actor = process
            defer { faults.actor = nil }
            let rules = files.rules
            _ = try await store.outbox.replan(with: rules, at: wall)
            guard let (what, act) = try choice(rules) else { return }
            let isWatched = fault != nil || faults.isDiskFull
            let before = isWatched ? try snapshot() : []
            let last = try lastEntry()
            let actor = ["juf1", "ib1", "directie2", Marks.login][random.below(4)]
            do {
                if let fault { faults.arm(fault) }
                defer { if fault != nil { faults.arm(nil) } }
                try await act(Change(rules: rules, actor: actor, now: wall))
                if !process.isDead { note("\(actor): \(what)") }
                if try rows("SELECT 1 FROM history WHERE id > ? AND actor = ?", [last, actor]).isEmpty { fail(11, "no entry tells of: \(what)") }
            } catch {
                note("\(actor): \(what) came to nothing: \(error)")
                if isWatched, try snapshot() != before { fail(3, "something was changed although it came to nothing: \(what)") }
                if !(error is StoreError || error is ClosingError || error is Killed) { fail(3, "\(what): \(error)") }
            }
            if process.isDead { figures.kills += 1 }
            try checkCases(rules, after: what)
        } catch let error where faults.isDiskFull || error is Killed {
            note("no room on the disk: \(error)")
        } catch {
            problems.append("an errand failed: \(error)")
        }
    }

    private typealias Act = (Change) async throws -> Void

    /// What somebody is going to do; nil when there is nothing to do it with.
    private func choice(_ rules: Ruleset) throws -> (String, Act)? {
        switch random.below(100) {
        case ..<14: return try caseOpening(rules)
        case ..<26: return opening(rules)
        case ..<52: return try closing(rules)
        case ..<57:
            return try openOne().map { id, _ in ("cancel \(id)", { _ = try await self.store.followUps.cancel(id, reason: Marks.reason, by: $0) }) }
        case ..<62: return try snoozing(rules)
        case ..<67: return try rescheduling(rules)
        case ..<73: return try assigning()
        case ..<77: return try reopening()
        case ..<82: return try excluding()
        case ..<85: return try closingCase()
        case ..<88: return try reopeningCase(rules)
        case ..<95: return absence()
        default: return try retrying()
        }
    }

    // MARK: Opening

    private func caseOpening(_ rules: Ruleset) throws -> (String, Act)? {
        guard try rows("SELECT 1 FROM cases WHERE closed_at IS NULL").count < 5 else { return try closing(rules) }
        casesOpened += 1
        let code = CaseCode("D-\(1000 + casesOpened)")
        let school = Files.schools[random.below(2)]
        let starts = rules.catalogues.first.kinds.filter { $0.scope == .case && $0.startsByHand && $0.term != nil }
        let some = starts[random.below(starts.count)].id
        let start = random.chance(60) ? rules.catalogues.first.caseKinds.start ?? some : some
        let kinds = random.chance(10) ? [] : [start]
        let openings = kinds.compactMap { rules.catalogues.first.kind($0) }.compactMap { opening($0, rules, at: school, in: code) }
        let excluded: Set<PersonID> = trouble.people && random.chance(25) ? [somebody()] : []
        return (
            "open case \(code) at \(school) with \(kinds), excluding \(excluded)",
            { _ = try await self.store.cases.open(code, at: school, with: openings, excluding: excluded, by: $0) }
        )
    }

    private func opening(_ rules: Ruleset) -> (String, Act)? {
        let kinds = rules.catalogues.first.kinds.filter { $0.scope != .case }
        let kind = kinds[random.below(kinds.count)]
        guard let opening = opening(kind, rules, at: Files.schools[random.below(2)], in: nil) else { return nil }
        return ("open \(kind.id) due \(opening.due) for \(opening.owner)", { _ = try await self.store.followUps.open(opening, by: $0) })
    }

    private func opening(_ kind: Kind, _ rules: Ruleset, at school: SchoolID, in code: CaseCode?) -> NewFollowUp? {
        let employee = kind.scope == .employee ? somebody() : nil
        guard let owner = kind.owner(employee: employee) else { return nil }
        let calendar = rules.directory.calendar(of: school)
        let term = random.chance(70) ? kind.term ?? Term(random.below(15), .days) : Term(random.below(20), .days)
        let due = Due.after(term, from: wall, urgency: kind.urgency, in: calendar)
        return NewFollowUp(
            kind: kind, title: kind.titleGiven ? "Taak" : nil, school: school, caseCode: code, employee: employee, owner: owner, due: due,
            note: Marks.note)
    }

    // MARK: Ending

    private func closing(_ rules: Ruleset) throws -> (String, Act)? {
        guard let (id, kindID) = try openOne(urgentFirst: true), let kind = rules.catalogues.first.kind(kindID) else { return nil }
        let outcome = kind.outcomes[random.below(kind.outcomes.count)]
        return (
            "close \(id) \(kindID) \(outcome.id)",
            { _ = try await self.store.followUps.close(id, with: outcome.id, on: nil, reason: outcome.needsReason ? Marks.reason : nil, by: $0) }
        )
    }

    private func closingCase() throws -> (String, Act)? {
        guard let code = try someCase("closed_at IS NULL") else { return nil }
        return ("close case \(code)", { _ = try await self.store.cases.close(code, by: $0) })
    }

    private func reopening() throws -> (String, Act)? {
        guard let row = pick(try rows("SELECT id FROM follow_ups WHERE status <> 'open' ORDER BY id DESC LIMIT 8")) else { return nil }
        let id: Int64 = row["id"]
        return ("reopen \(id)", { _ = try await self.store.followUps.reopen(id, reason: Marks.reason, by: $0) })
    }

    private func reopeningCase(_ rules: Ruleset) throws -> (String, Act)? {
        guard let code = try someCase("closed_at IS NOT NULL"),
            let kind = rules.catalogues.first.caseKinds.check.flatMap(rules.catalogues.first.kind),
            let row = try rows("SELECT school FROM cases WHERE code = ?", [code.rawValue]).first,
            let opening = opening(kind, rules, at: SchoolID(row["school"] as String), in: code)
        else { return nil }
        return ("reopen case \(code)", { _ = try await self.store.cases.reopen(code, with: [opening], reason: nil, by: $0) })
    }

    // MARK: Changing

    private func snoozing(_ rules: Ruleset) throws -> (String, Act)? {
        guard let (id, kind) = try openOne(), rules.catalogues.first.kind(kind)?.urgency != .acute else { return nil }
        let until = Date(timeIntervalSince1970: wall.timeIntervalSince1970.rounded() + Double(1 + random.below(8 * 86_400)))
        return (
            "snooze \(id) until \(Files.clock.iso8601(until))",
            { _ = try await self.store.followUps.snooze(id, until: until, reason: Marks.reason, by: $0) }
        )
    }

    private func rescheduling(_ rules: Ruleset) throws -> (String, Act)? {
        guard let (id, kind) = try openOne(), let urgency = rules.catalogues.first.kind(kind)?.urgency else { return nil }
        let due = Due.on(today.adding(days: random.below(24) - 8), urgency: urgency, in: rules.directory.calendar(of: Files.schools[0]))
        return ("reschedule \(id) to \(due)", { _ = try await self.store.followUps.reschedule(id, to: due, reason: Marks.reason, by: $0) })
    }

    private func assigning() throws -> (String, Act)? {
        guard let (id, _) = try openOne() else { return nil }
        let owner: Owner = random.chance(50) ? .person(somebody()) : .role(["ib", "directie", "leerkracht"][random.below(3)])
        return ("assign \(id) to \(owner)", { _ = try await self.store.followUps.assign(id, to: owner, by: $0) })
    }

    private func excluding() throws -> (String, Act)? {
        guard trouble.people, let code = try someCase("closed_at IS NULL") else { return nil }
        let person = somebody()
        return (
            "exclude \(person) from \(code)",
            { _ = try await self.store.cases.exclude(person, from: code, by: $0, newMessageID: { self.newMessageID() }) }
        )
    }

    private func absence() -> (String, Act)? {
        guard trouble.people else { return nil }
        let person = somebody()
        if random.chance(35) {
            let today = today
            return ("\(person) is back", { _ = try await self.store.absences.setBack(person, on: today, by: $0.actor, at: $0.now) })
        }
        let first = today.adding(days: random.below(4))
        let deputy = random.chance(25) ? somebody() : nil
        let absence = Absence(person: person, days: first...first.adding(days: random.below(7)), deputy: deputy)
        return (
            "\(person) is away \(absence.days), deputy \(deputy?.rawValue ?? "as ever")",
            { try await self.store.absences.setAway(absence, by: $0.actor, at: $0.now) }
        )
    }

    private func retrying() throws -> (String, Act)? {
        guard let row = pick(try rows("SELECT id FROM messages WHERE state = 'failed' ORDER BY id DESC LIMIT 5")) else { return nil }
        let id: Int64 = row["id"]
        return ("retry message \(id)", { _ = try await self.store.outbox.retry(id, actor: $0.actor, at: $0.now) })
    }

    // MARK: Choosing

    private func pick(_ rows: [Row]) -> Row? { rows.isEmpty ? nil : rows[random.below(rows.count)] }
    private func somebody() -> PersonID { files.employees[random.below(files.employees.count)].id }

    private func openOne(urgentFirst: Bool = false) throws -> (Int64, KindID)? {
        let all = try rows("SELECT id, kind, urgency FROM follow_ups WHERE status = 'open' ORDER BY id")
        let pressing = all.filter { $0["urgency"] == "acute" }
        let from = urgentFirst && !pressing.isEmpty && random.chance(70) ? pressing : all
        return pick(from).map { ($0["id"], KindID($0["kind"] as String)) }
    }

    private func someCase(_ condition: String) throws -> CaseCode? {
        pick(try rows("SELECT code FROM cases WHERE \(condition) ORDER BY code")).map { CaseCode($0["code"] as String) }
    }
}
