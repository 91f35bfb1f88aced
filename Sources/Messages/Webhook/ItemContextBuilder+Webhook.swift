import FollowUps
import Templates

extension ItemContextBuilder {
    /// With discreet detail nothing says what a case's follow-up asks.
    func webhookItems(_ items: [MessageItem]) -> [WebhookContext.Item] {
        let year = directory.clock.day(of: now).components.year
        return items.enumerated().map { index, item in
            let followUp = item.followUp
            let kind = catalogues.kind(of: followUp)
            let isDiscreet = isDiscreet(followUp, kind)
            let due: String =
                switch followUp.due {
                case .day(let day): day.description
                case .instant(let instant): directory.clock.iso8601(instant)
                }
            return WebhookContext.Item(
                id: followUp.id, kind: isDiscreet ? nil : followUp.kind.rawValue, title: isDiscreet ? nil : phrases.title(of: followUp),
                urgency: followUp.urgency, due: due, dueText: wording.due(followUp.due, unlessIn: year),
                isOverdue: followUp.isOverdue(at: now, directory.clock), caseCode: followUp.caseCode?.rawValue.onOneLine,
                step: item.reminder.step, isLast: index == items.count - 1)
        }
    }
}
