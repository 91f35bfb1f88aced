import FollowUps
import Foundation
import Templates

struct OverviewContextBuilder {
    let catalogues: Catalogues
    let directory: Directory
    let wording: Phrases
    let detail: PrivacyLevel
    let now: Date

    /// Numbers in one row. Whoever has more overdue than this knows enough.
    static let mostNumbers = 10

    private var clock: WallClock { directory.clock }
    private var phrases: FollowUpPhrases { FollowUpPhrases(catalogues: catalogues, directory: directory, wording: wording) }
    private var year: Int { clock.day(of: now).components.year }

    func item(_ followUp: FollowUp) -> OverviewItemContext {
        OverviewItemContext(
            id: followUp.id, title: title(of: followUp),
            school: phrases.name(of: followUp.school), due: wording.due(followUp.due, unlessIn: year),
            overdueFor: followUp.isOverdue(at: now, clock) ? wording.overdue(followUp.due, at: now) : nil)
    }

    private func title(of followUp: FollowUp) -> String {
        detail.hides(followUp, catalogues.kind(of: followUp))
            ? wording.neutralTitle(followUp.id) : phrases.title(nil, followUp.kind, by: catalogues.catalogue(of: followUp))
    }

    func overdueSchool(_ overdue: Overview.OverdueSchool) -> OverdueSchoolContext {
        let counts = Urgency.allCases.sorted(by: >).compactMap { urgency in overdue.counts[urgency].map { wording.count($0, of: urgency) } }
        return OverdueSchoolContext(
            school: phrases.name(of: overdue.school), counts: counts.joined(separator: ", "), since: day(of: overdue.since),
            numbers: numbers(overdue.followUps)
        )
    }

    func unmovedCase(_ unmoved: Overview.UnmovedCase) -> UnmovedCaseContext {
        let days = clock.day(of: now).number - clock.day(of: unmoved.movedAt).number
        return UnmovedCaseContext(
            code: unmoved.code.rawValue.onOneLine, school: phrases.name(of: unmoved.school), since: day(of: unmoved.movedAt),
            stillFor: wording.ago(days: days), numbers: unmoved.open.isEmpty ? nil : numbers(unmoved.open))
    }

    func roleTitles(_ roles: [RoleID]) -> String? {
        roles.isEmpty ? nil : wording.list(roles.map { wording.the(phrases.title(of: $0)) })
    }

    private func numbers(_ ids: [Int64]) -> String {
        let shown = ids.prefix(Self.mostNumbers).map(String.init).joined(separator: ", ")
        return ids.count > Self.mostNumbers ? "\(shown) \(wording.more(ids.count - Self.mostNumbers))" : shown
    }

    private func day(of instant: Date) -> String { wording.day(clock.day(of: instant), unlessIn: year) }
}
