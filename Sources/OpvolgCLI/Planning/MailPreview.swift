import Configuration
import Foundation
import FollowUps
import Messages

/// Writes mails as their owners would get them, from templates that are read once.
struct MailPreview {
    private let renderer: MessageRenderer
    private let directory: Directory

    /// Throws `TemplateProblems`.
    init(_ settings: Settings) throws {
        renderer = try MessageRenderer(templatesFrom: settings.service.templates, settings.messages, rules: settings.rules)
        directory = settings.directory
    }

    /// The mail that the owner would get on the due day.
    func mail(about followUp: FollowUp, at now: Date) throws -> RenderedMail { try renderer.mail(try draft(about: followUp), at: now) }

    private func draft(about followUp: FollowUp) throws -> MessageDraft {
        guard let holder = directory.holder(of: followUp.owner, at: followUp.school), directory.person(holder)?.email != nil else {
            throw CommandError.nobodyToSendTo("follow-up \(followUp.id)")
        }
        let reminder = Reminder(followUp: followUp.id, escalation: followUp.escalation.number, step: "0", recipient: holder, audience: .owner)
        let message = Message(
            id: 0, recipient: holder, channel: .mail, purpose: .reminders, state: .queued, messageID: "preview@opvolg.invalid", attempts: 0,
            firstAttemptAt: nil, nextAttemptAt: nil, lastError: nil, sentAt: nil)
        // Looks like a link and opens nothing.
        let link = LinkToken("AAAAAAAAAAAAAAAAAAAAAA")
        return MessageDraft(message: message, items: [MessageItem(reminder: reminder, followUp: followUp, link: link)])
    }
}
