import FollowUps
import GRDB

extension Transaction {
    /// Keeps promise 2: opens the alarm of a case that has come to a halt, and withdraws it when the case goes on.
    ///
    /// Every change of what is open in a case, or of whose it is, ends with this; the only other way for a case to fall silent is through the
    /// files, and when those change every open case is looked at (`replan`).
    func watch(_ code: CaseCode?) throws {
        guard let code else { return }
        var work = CaseActivity(change.rules, people: [code: try db.people(of: code, by: change.rules.catalogue)])
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? AND status = 'open'", arguments: [code.rawValue])
        while let row = try rows.next() { work.add(row) }
        try watch(code, work[code])
    }

    func watch(_ code: CaseCode, _ work: CaseActivity.Summary) throws {
        // Silent with an alarm, or going on without: as it should be.
        guard work.isSilent == work.alarms.isEmpty, let dossier = try dossier(code), dossier.isOpen else { return }
        let unasked = by(HistoryEntry.itself)
        if work.isSilent { return try unasked.openAlarm(of: dossier) }
        for id in work.alarms {
            // One that cannot be read stays for the pass to tell of.
            guard let alarm = try? followUp(id) else { continue }
            try unasked.end(alarm, .cancelled, outcome: nil, reason: Self.goesOn, date: nil, action: .withdrawn)
        }
    }

    /// Its ladder starts the next school day: whoever cancels one follow-up and then opens the next alarms nobody.
    private func openAlarm(of dossier: Case) throws {
        guard let alarm = change.rules.closing.alarm(of: dossier, now: change.now) else { return }
        _ = try open(alarm.opening, origin: nil, remindingFrom: alarm.remindingFrom)
    }
}
