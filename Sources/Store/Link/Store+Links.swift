import Foundation
import FollowUps
import GRDB

extension Store {
    /// The follow-up behind a link, with what a page has to say of it; why not, when the link may not be used (any more). Changes nothing.
    public func followUp(behind token: LinkToken, rules: Rules, at now: Date) throws -> Result<LinkedFollowUp, LinkRefusal> {
        try queue.read { db in
            guard let link = try db.link(token) else { return .failure(.unknown) }
            let followUp = try db.listed(link.followUp).followUp
            let (absences, off) = (try db.absences(), try db.channelsOff())
            let access = rules.planner(absences: absences, channelsOff: off).access(at: now)
            let refusal = LinkAccess(directory: rules.directory, absences: absences, channelsOff: off).refusal(
                of: link, to: followUp, reminded: try db.reminded(link.person, of: followUp),
                people: try followUp.caseCode.map { try db.people(of: $0, by: rules.catalogue) } ?? .ordinary, at: now)
            if let refusal { return .failure(refusal) }
            return .success(
                LinkedFollowUp(
                    person: link.person, followUp: followUp,
                    outlook: followUp.status == .open ? try db.outlook(of: followUp, rules: rules, at: now) : [],
                    ending: followUp.status == .open ? nil : try db.ending(of: followUp.id),
                    opened: followUp.status == .open ? [] : try db.opened(by: followUp, seenBy: link.person, access, by: rules.catalogue)))
        }
    }
}

extension Database {
    /// What a closing opened and is still there, as far as somebody may know of it: what began a case of its own may be kept from them.
    fileprivate func opened(by followUp: FollowUp, seenBy person: PersonID, _ access: CaseAccess, by catalogue: Catalogue) throws -> [FollowUp] {
        try consequences(of: followUp.id).filter { opened in
            guard opened.status != .cancelled else { return false }
            guard let code = opened.caseCode else { return true }
            return try !access.isKept(from: person, people(of: code, by: catalogue), at: opened.school)
        }
    }

    fileprivate func outlook(of followUp: FollowUp, rules: Rules, at now: Date) throws -> [OutcomeOutlook] {
        let earlier = try SQLRequest<String>(
            literal: """
                SELECT outcome FROM follow_ups
                WHERE \(followUp.sameSubject) AND kind = \(followUp.kind.rawValue) AND status = 'closed'
                ORDER BY ended_at DESC, id DESC
                """
        ).fetchAll(self).map { OutcomeID($0) }
        return rules.closing.outlook(
            of: followUp, earlier: earlier, isLast: try isLastThatCounts(followUp, not: rules.catalogue.kindsThatDoNotCount), now: now)
    }

    private func isLastThatCounts(_ followUp: FollowUp, not others: Set<KindID>) throws -> Bool {
        guard let code = followUp.caseCode else { return false }
        let kinds = try String.fetchAll(
            self, sql: "SELECT kind FROM follow_ups WHERE case_code = ? AND status = 'open' AND id <> ?", arguments: [code.rawValue, followUp.id])
        return !kinds.contains { !others.contains(KindID($0)) }
    }

    /// The entry of the history that says who ended a follow-up the last time, when and how.
    fileprivate func ending(of followUp: Int64) throws -> HistoryEntry? {
        try Row.fetchOne(
            self,
            sql: """
                SELECT * FROM history WHERE follow_up = ? AND action IN ('closed', 'cancelled', 'withdrawn') ORDER BY id DESC LIMIT 1
                """, arguments: [followUp]
        ).map { try HistoryEntry($0) }
    }
}
