import FollowUps
import Foundation

struct OverviewContextBuilder {
    let catalogue: Catalogue
    let directory: Directory
    let wording: Wording
    let detail: Detail
    let now: Date

    /// Numbers in one row. Whoever has more overdue than this knows enough.
    static let mostNumbers = 10

    private var clock: WallClock { directory.clock }
    private var year: Int { clock.day(of: now).components.year }

    func item(_ followUp: FollowUp) -> OverviewItemContext {
        OverviewItemContext(
            id: followUp.id, title: title(of: followUp),
            school: school(followUp.school), due: wording.due(followUp.due, unlessIn: year),
            overdueFor: followUp.isOverdue(at: now, clock) ? wording.overdue(followUp.due, at: now) : nil)
    }

    private func title(of followUp: FollowUp) -> String {
        let kind = catalogue.kind(followUp.kind)
        return detail.hides(followUp, kind) ? wording.neutralTitle(followUp.id) : (kind?.title[wording.language] ?? followUp.kind.rawValue).onOneLine
    }

    func overdueSchool(_ overdue: Overview.OverdueSchool) -> OverdueSchoolContext {
        let counts = Urgency.allCases.sorted(by: >).compactMap { urgency in overdue.counts[urgency].map { wording.count($0, of: urgency) } }
        return OverdueSchoolContext(
            school: school(overdue.school), counts: counts.joined(separator: ", "), since: day(of: overdue.since), numbers: numbers(overdue.followUps)
        )
    }

    func unmovedCase(_ unmoved: Overview.UnmovedCase) -> UnmovedCaseContext {
        let days = clock.day(of: now).number - clock.day(of: unmoved.movedAt).number
        return UnmovedCaseContext(
            code: unmoved.code.rawValue.onOneLine, school: school(unmoved.school), since: day(of: unmoved.movedAt),
            stillFor: wording.ago(days: days), numbers: unmoved.open.isEmpty ? nil : numbers(unmoved.open))
    }

    func roleTitles(_ roles: [RoleID]) -> String? {
        roles.isEmpty ? nil : wording.list(roles.map { wording.the((catalogue.role($0)?.title[wording.language] ?? $0.rawValue).onOneLine) })
    }

    private func numbers(_ ids: [Int64]) -> String {
        let shown = ids.prefix(Self.mostNumbers).map(String.init).joined(separator: ", ")
        return ids.count > Self.mostNumbers ? "\(shown) \(wording.more(ids.count - Self.mostNumbers))" : shown
    }

    private func school(_ id: SchoolID) -> String { (directory.school(id)?.name ?? id.rawValue).onOneLine }

    private func day(of instant: Date) -> String { wording.day(clock.day(of: instant), unlessIn: year) }
}
