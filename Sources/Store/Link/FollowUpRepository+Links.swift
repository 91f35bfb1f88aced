import Foundation
import FollowUps
import GRDB

extension FollowUpRepository {
    /// The follow-up behind a link, with what its page shows, or why the link may not be used. Changes nothing.
    public func followUp(behind token: LinkToken, rules: Ruleset, at now: Date) async throws -> Result<LinkedFollowUp, LinkRefusal> {
        try await connection.read { db in
            guard let link = try db.link(token) else { return .failure(.unknown) }
            let followUp = try db.listed(link.followUp).followUp
            let (absences, off) = (try db.absences(), try db.channelsOff())
            let access = rules.planner(absences: absences, channelsOff: off).access(at: now)
            let refusal = LinkAccess(directory: rules.directory, absences: absences, channelsOff: off).refusal(
                of: link, to: followUp, reminded: try db.reminded(link.person, of: followUp),
                people: try followUp.caseCode.map { try db.people(of: $0, by: rules) } ?? .ordinary, at: now)
            if let refusal { return .failure(refusal) }
            return .success(try db.linked(followUp, to: link.person, access, rules: rules, at: now))
        }
    }

    /// A follow-up as its page shows it to a viewer; nil when they may not read it, or there is none. Changes nothing.
    public func view(of id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> FollowUpView? {
        try await connection.read { db in
            let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT \(FollowUp.columns), note FROM follow_ups WHERE id = ?"), arguments: [id])
            guard let row else { return nil }
            let followUp = try FollowUp(row)
            let dossier = try followUp.caseCode.flatMap { try db.dossier($0) }
            let (absences, off) = (try db.absences(), try db.channelsOff())
            let links = LinkAccess(directory: rules.directory, absences: absences, channelsOff: off)
            guard let actions = try db.actions(on: followUp, in: dossier, visibility, links, rules, at: now) else { return nil }
            let access = rules.planner(absences: absences, channelsOff: off).access(at: now)
            let seesReasons = visibility.seesReasons(of: followUp, in: dossier)
            return FollowUpView(
                linked: try db.linked(followUp, to: visibility.viewer.id, access, rules: rules, at: now), dossier: dossier, actions: actions,
                seesReasons: seesReasons,
                history: try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM history WHERE follow_up = ? ORDER BY id"), arguments: [id])
                    .map { try HistoryEntry($0) },
                sent: try db.sent(about: "follow_up = \(id)"), note: seesReasons ? row["note"] : nil)
        }
    }
}

extension FollowUpRepository {
    /// What each outcome of an open follow-up would lead to now; empty for one that has ended.
    ///
    /// - Parameter person: who looks; nil for somebody who may see everything.
    public func previews(of id: Int64, seenBy person: PersonID?, rules: Ruleset, at now: Date) async throws -> [OutcomePreview] {
        try await connection.read { db in
            let followUp = try db.listed(id).followUp
            guard followUp.status == .open else { return [] }
            return try db.previews(of: followUp, seenBy: person, Planner(rules, db).access(at: now), rules: rules, at: now)
        }
    }

    public func protections(in code: CaseCode, by rules: Ruleset) async throws -> [Protection] {
        try await connection.read { db in try db.caseState(code, by: rules).protections }
    }
}

extension Database {
    /// What the viewer may do with a follow-up; nil when they may not read it.
    func actions(
        on followUp: FollowUp, in dossier: Case?, _ visibility: Visibility, _ links: LinkAccess, _ rules: Ruleset, at now: Date
    ) throws -> Set<FollowUpAction>? {
        let viewer = visibility.viewer.id
        let audiences = try audiences(of: viewer, in: followUp.id)
        // As if they had a link: whom an escalation has reached may answer here what they may answer from their mail.
        let refusal =
            audiences.isEmpty
            ? .notTheirs
            : links.refusal(
                of: Link(person: viewer, followUp: followUp.id, createdAt: now), to: followUp, reminded: try reminded(viewer, of: followUp),
                people: dossier.map(rules.catalogues.people) ?? .ordinary, at: now)
        let reach = visibility.reach(of: followUp, in: dossier, answersLink: refusal == nil, audiences: audiences)
        return visibility.actions(on: followUp, in: dossier, reached: reach)
    }

    /// As whom a person has ever been reminded of a follow-up.
    fileprivate func audiences(of person: PersonID, in followUp: Int64) throws -> Set<Audience> {
        Set(
            try String.fetchAll(
                cachedStatement(sql: "SELECT DISTINCT audience FROM reminders WHERE follow_up = ? AND recipient = ?"), arguments: [followUp, person]
            ).map { Audience($0) })
    }

    /// The messages that went out about some follow-ups, oldest first.
    ///
    /// - Parameter followUps: a condition on their reminders.
    func sent(about followUps: SQL) throws -> [SentReminder] {
        try SQLRequest<Row>(
            literal: """
                SELECT messages.id AS id, sent_at, messages.recipient, max(is_escalation) AS is_escalation
                FROM reminders JOIN message_reminders ON reminder = reminders.id JOIN messages ON messages.id = message
                WHERE \(followUps) AND left_out = 0 AND state = 'sent' GROUP BY messages.id ORDER BY sent_at, messages.id
                """, cached: true
        ).fetchAll(self).map { row in
            SentReminder(
                at: try row.instant("sent_at", of: "messages"), recipient: try row.value("recipient", of: "messages"),
                isEscalation: row["is_escalation"])
        }
    }

    fileprivate func linked(
        _ followUp: FollowUp, to person: PersonID, _ access: CaseAccess, rules: Ruleset, at now: Date
    ) throws -> LinkedFollowUp {
        if let moved = try closedInOwnCase(followUp), let code = moved.caseCode,
            try !access.isKept(from: person, people(of: code, by: rules), at: moved.school)
        {
            return LinkedFollowUp(
                person: person, followUp: moved, previews: [], ending: try ending(of: moved.id),
                opened: try opened(by: moved, seenBy: person, access, by: rules), isInOwnCase: true)
        }
        let isOpen = followUp.status == .open
        return LinkedFollowUp(
            person: person, followUp: followUp, previews: isOpen ? try previews(of: followUp, seenBy: person, access, rules: rules, at: now) : [],
            ending: isOpen ? nil : try ending(of: followUp.id),
            opened: isOpen ? [] : try opened(by: followUp, seenBy: person, access, by: rules))
    }

    /// What its closing opened, without what was cancelled and without what is kept from the person, such as an own case.
    private func opened(by followUp: FollowUp, seenBy person: PersonID, _ access: CaseAccess, by rules: Ruleset) throws -> [FollowUp] {
        try consequences(of: followUp.id).filter { opened in
            guard opened.status != .cancelled else { return false }
            guard let code = opened.caseCode else { return true }
            return try !access.isKept(from: person, people(of: code, by: rules), at: opened.school)
        }
    }

    /// The same follow-up in the own case in which it was closed; nil for none.
    private func closedInOwnCase(_ followUp: FollowUp) throws -> FollowUp? {
        guard followUp.status == .cancelled else { return nil }
        let row = try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT \(FollowUp.columns) FROM follow_ups
                    WHERE id = (SELECT withdrawn_by FROM follow_ups WHERE id = ?) AND case_code <> ? AND undone = 0
                    """), arguments: [followUp.id, followUp.caseCode])
        return try row.map { try FollowUp($0) }
    }

    /// For a follow-up that begins an own case, `person` sees the open one that they may know of.
    func previews(of followUp: FollowUp, seenBy person: PersonID?, _ access: CaseAccess, rules: Ruleset, at now: Date) throws -> [OutcomePreview] {
        let catalogue = rules.catalogue(of: followUp)
        let state = try caseState(of: followUp, by: rules)
        let outcomes = catalogue.kind(followUp.kind)?.outcomes ?? []
        var ownCase: CaseCode?
        if let code = followUp.caseCode,
            outcomes.flatMap(\.allConsequences).contains(where: { catalogue.beginsOwnCase($0.kind, in: state) }),
            let row = try Row.fetchOne(cachedStatement(sql: "SELECT * FROM cases WHERE code = ?"), arguments: [code])
        {
            // Skipping a code that a hidden case has taken would reveal it.
            let hidden = try person.map { try hiddenCases(from: $0, rules: rules, access: access) } ?? []
            ownCase =
                try ownCases(from: code).first { !hidden.contains($0) }
                ?? nextCode(like: Case(row, self), matching: rules.caseCodes, leavingOut: hidden)
        }
        return rules.closing(of: followUp).previews(
            of: followUp, earlier: try earlierOutcomes(of: followUp, by: catalogue),
            isLast: try isLastThatCounts(followUp, not: catalogue.kindsThatDoNotCount),
            in: state, ownCase: ownCase, now: now)
    }

    private func isLastThatCounts(_ followUp: FollowUp, not others: Set<KindID>) throws -> Bool {
        guard let code = followUp.caseCode else { return false }
        let kinds = try KindID.fetchAll(
            self, sql: "SELECT kind FROM follow_ups WHERE case_code = ? AND status = 'open' AND id <> ?", arguments: [code, followUp.id])
        return others.isSuperset(of: kinds)
    }

    /// The history entry of the latest ending: who, when and how.
    func ending(of followUp: Int64) throws -> HistoryEntry? {
        try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT * FROM history WHERE follow_up = ? AND action IN ('closed', 'cancelled', 'withdrawn') ORDER BY id DESC LIMIT 1
                    """), arguments: [followUp]
        ).map { try HistoryEntry($0) }
    }
}
