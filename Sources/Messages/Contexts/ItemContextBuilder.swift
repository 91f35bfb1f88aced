import FollowUps
import Foundation
import Templates

/// Turns a reminder into what a text may say of it to one person.
struct ItemContextBuilder {
    let catalogues: Catalogues
    let directory: Directory
    let detail: PrivacyLevel
    let recipient: Person
    let wording: Phrases
    let now: Date
    var pages: PageAddresses?

    /// In days. What comes back sooner was not done the time before.
    private static let soon = 92

    private var clock: WallClock { directory.clock }
    var phrases: FollowUpPhrases { FollowUpPhrases(catalogues: catalogues, directory: directory, wording: wording) }

    func contexts(_ items: [MessageItem]) -> [ItemContext] {
        let year = clock.day(of: now).components.year
        return items.enumerated().map { context($1, of: items.count, isLast: $0 == items.count - 1, year: year) }
    }

    private func context(_ item: MessageItem, of count: Int, isLast: Bool, year: Int) -> ItemContext {
        let followUp = item.followUp
        let kind = catalogues.kind(of: followUp)
        let isDiscreet = isDiscreet(followUp, kind)
        let outcomes = isDiscreet ? [] : outcomes(of: kind, followUp)
        // In a long mail, somebody above the owner reads that the task is late, not what it asks.
        let isCrowded = count > LayoutContext.mostWithRoom && item.reminder.isEscalation && item.reminder.audience != .owner
        let help = isDiscreet || isCrowded ? nil : phrases.help(of: followUp)
        return ItemContext(
            id: followUp.id, title: isDiscreet ? wording.neutralTitle(followUp.id) : phrases.title(of: followUp), help: help,
            caseCode: followUp.caseCode?.rawValue.onOneLine, school: phrases.name(of: followUp.school),
            source: isDiscreet ? nil : kind?.source.onOneLine, round: followUp.round, roundInWords: wording.ordinal(followUp.round),
            isMissed: isMissed(followUp), timing: timing(of: followUp, year: year),
            reason: reason(for: item), employee: employee(of: followUp), isUrgent: followUp.urgency == .urgent,
            isAcute: followUp.urgency == .acute, isDiscreet: isDiscreet, outcomes: outcomes,
            link: pages.flatMap { pages in item.link.map { pages.link($0) } },
            casePage: pages.flatMap { pages in followUp.caseCode.map { pages.timeline($0) } }, pages: pages,
            choices: outcomes.isEmpty ? nil : wording.list(outcomes.map(\.id), last: .or), contacts: isDiscreet ? [] : contacts(of: followUp),
            isLast: isLast)
    }

    private func isMissed(_ followUp: FollowUp) -> Bool {
        followUp.round > 1 && clock.day(of: followUp.due.overdueFrom(clock)).number - clock.day(of: followUp.openedAt).number <= Self.soon
    }

    func isDiscreet(_ followUp: FollowUp, _ kind: Kind?) -> Bool { detail.hides(followUp, kind) }

    private func timing(of followUp: FollowUp, year: Int) -> ItemContext.Timing {
        let isOverdue = followUp.isOverdue(at: now, clock)
        let late = isOverdue ? wording.overdue(followUp.due, at: now) : nil
        let since: String? =
            switch followUp.due {
            case _ where late == nil: nil
            case .day(let day): wording.day(day.adding(days: 1), unlessIn: year)
            case .instant(let instant): wording.moment(instant, unlessIn: year)
            }
        return ItemContext.Timing(
            due: wording.due(followUp.due, unlessIn: year), isToday: followUp.due == .day(clock.day(of: now)), isNow: isOverdue && late == nil,
            overdueSince: since, overdueFor: late)
    }

    private func reason(for item: MessageItem) -> ItemContext.Reason {
        let reminder = item.reminder
        // By title, so that the owner and the role that owns it count once.
        var seen: Set<String> = []
        let before = item.sentBefore.map { phrases.role($0, of: item.followUp) }.filter { seen.insert($0).inserted }
        let owner = phrases.role(.owner, of: item.followUp)
        let others = item.alsoTo.map { wording.the(phrases.role($0, of: item.followUp)) }
        return ItemContext.Reason(
            owner: owner, theOwner: wording.the(owner), isForOwner: reminder.audience == .owner, isEscalation: reminder.isEscalation,
            standsInFor: reminder.standsInFor == nil ? nil : phrases.role(reminder.audience, of: item.followUp),
            sentBefore: before.isEmpty ? nil : wording.list(before),
            alsoTo: others.isEmpty ? nil : (wording.list(others), wording.list(others, last: .or), others.count > 1),
            isHolidayWarning: reminder.step == "holiday",
            isFirst: item.firstSentAt == nil)
    }

    private func employee(of followUp: FollowUp) -> ItemContext.Employee {
        switch followUp.employee {
        case nil: .nobody
        case recipient.id: .recipient
        default: .somebodyElse
        }
    }

    private func outcomes(of kind: Kind?, _ followUp: FollowUp) -> [OutcomeContext] {
        let outcomes = kind?.outcomes ?? []
        return outcomes.enumerated().map { index, outcome in
            OutcomeContext(
                id: outcome.id.rawValue.onOneLine, meaning: outcome.title[wording.language].onOneLine, close: close(followUp, outcome),
                isLast: index == outcomes.count - 1)
        }
    }

    private func close(_ followUp: FollowUp, _ outcome: Outcome) -> String {
        var command = "opvolg close \(followUp.id) \(outcome.id.rawValue.onOneLine)"
        if outcome.asksDate { command += wording.language == .nl ? " --on JJJJ-MM-DD" : " --on YYYY-MM-DD" }
        if outcome.asksDue { command += wording.language == .nl ? " --due JJJJ-MM-DD" : " --due YYYY-MM-DD" }
        if outcome.needsReason { command += " --reason \"…\"" }
        return command
    }

    private func contacts(of followUp: FollowUp) -> [ContactContext] {
        let contacts = phrases.contacts(of: followUp)
        return contacts.enumerated().map { index, contact in
            ContactContext(contact, in: wording.language, isLast: index == contacts.count - 1)
        }
    }
}
