import FollowUps
import Foundation
import Messages
import Reminding
import Synchronization
import TestSupport
import Testing

/// Keeps what goes out, and renders all of it as it really is, as a mail and as a webhook, to look for what should not be in it.
final class Sent: MessageRendering {
    /// One message that went out.
    struct Mail: Sendable {
        let recipient: PersonID
        let at: Date
        let isDigest: Bool
        let items: [MessageItem]
        let overview: Overview?
    }

    private let renderer: MessageRenderer
    private let kept = Mutex<[Mail]>([])
    private let rendered = Mutex(0)
    private static let webhook: ChannelID = "hook"
    private let isRead: Bool

    /// - Parameter isRead: whether each is rendered, and looked through.
    init(_ rules: Ruleset, isRead: Bool = true) throws {
        self.isRead = isRead
        let sender = try #require(Mailbox("Opvolging <opvolging@school.example>"))
        renderer = MessageRenderer(
            templates: try MessageTemplates.load(from: Board.templates), catalogues: rules.catalogues, directory: rules.directory,
            settings: MessageSettings(language: .nl, detail: .task, sender: sender, webhookTemplates: [Self.webhook: "generic"]))
    }

    /// In the order of recipient and time, so that it does not matter which of two came first.
    var mails: [Mail] {
        kept.withLock { $0 }.sorted { ($0.at, $0.recipient, $0.isDigest ? 1 : 0) < ($1.at, $1.recipient, $1.isDigest ? 1 : 0) }
    }
    var renderedCount: Int { rendered.withLock { $0 } }

    /// What went out since the last time.
    func since(_ count: Int) -> ArraySlice<Mail> { kept.withLock { $0[count...] } }

    func render(_ draft: MessageDraft, at now: Date) throws -> OutgoingMessage {
        let message = draft.message
        kept.withLock {
            $0.append(
                Mail(recipient: message.recipient, at: now, isDigest: message.purpose == .digest, items: draft.items, overview: draft.overview))
        }
        let unread = OutgoingMessage(messageID: message.messageID, channel: message.channel, address: nil, content: Data())
        if !isRead { return unread }
        let mail = try renderer.mail(draft, at: now)
        check([mail.subject, mail.text, mail.html].joined(separator: "\n"), in: "mail", to: message.recipient)
        let hook = try renderer.render(draft.over(Self.webhook), at: now)
        check(String(decoding: hook.content, as: UTF8.self), in: "webhook", to: message.recipient)
        rendered.withLock { $0 += 1 }
        return unread
    }

    /// It names nobody but its recipient, and holds no note or reason.
    private func check(_ text: String, in what: String, to recipient: PersonID) {
        #expect(Marks.people(in: text).subtracting([recipient.rawValue]).isEmpty, "in the \(what) to \(recipient):\n\(text)")
        for secret in Marks.secrets { #expect(!text.contains(secret), "in the \(what) to \(recipient):\n\(text)") }
    }
}

extension MessageDraft {
    /// The same over another channel.
    fileprivate func over(_ channel: ChannelID) -> MessageDraft {
        MessageDraft(
            message: Message(
                id: message.id, recipient: message.recipient, channel: channel, purpose: message.purpose, state: message.state,
                messageID: message.messageID, attempts: message.attempts, firstAttemptAt: message.firstAttemptAt,
                nextAttemptAt: message.nextAttemptAt, lastError: message.lastError, sentAt: message.sentAt),
            items: items, overview: overview)
    }
}
