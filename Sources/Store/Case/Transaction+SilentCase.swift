import FollowUps
import GRDB

extension Transaction {
    /// Keeps promise 2: opens the alarm of a silent case, and withdraws it when the case goes on.
    ///
    /// `Transaction` calls this after every change of a case. A case can fall silent otherwise only through the files;
    /// when those change, `replan` looks at every open case.
    func watch(_ code: CaseCode) throws {
        var work = CaseActivity(change.rules, people: [code: try db.people(of: code, by: change.rules)])
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? AND status = 'open'"),
            arguments: [code])
        while let row = try rows.next() { work.add(row) }
        try watch(code, work[code])
    }

    private func watch(_ code: CaseCode, _ work: CaseActivity.Summary) throws {
        guard work.isSilent == work.alarms.isEmpty, let dossier = try dossier(code), dossier.isOpen else { return }
        let unasked = by(HistoryEntry.itself)
        if work.isSilent { return try unasked.openAlarm(of: dossier) }
        for id in work.alarms {
            // The pass reports an alarm that cannot be read.
            guard let alarm = try? followUp(id) else { continue }
            try unasked.end(alarm, .cancelled, outcome: nil, reason: Self.goesOn, date: nil, action: .withdrawn)
        }
    }

    /// Reminds from the next school day on, so that cancelling one follow-up before opening the next alarms nobody.
    private func openAlarm(of dossier: Case) throws {
        guard let alarm = change.rules.closing(by: change.rules.catalogue(of: dossier)).alarm(of: dossier, now: change.now) else { return }
        _ = try open(alarm.opening, origin: nil, remindingFrom: alarm.remindingFrom)
    }
}
