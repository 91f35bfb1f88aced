import FollowUps
import Foundation
import Messages
import Reminding
import Synchronization
import TestSupport
import Testing

/// Keeps what goes out, and renders one in so many as it really is to look for what should not be in it.
final class Sent: MessageRendering {
    /// One message that went out.
    struct Letter: Sendable {
        let recipient: PersonID
        let at: Date
        let isDigest: Bool
        let items: [MessageItem]
        let overview: Overview?
    }

    private let renderer: MessageRenderer
    private let kept = Mutex<[Letter]>([])
    private let rendered = Mutex(0)
    static let sample: Int64 = 40

    init(_ rules: Rules) throws {
        let sender = try #require(Mailbox("Opvolging <opvolging@school.example>"))
        renderer = MessageRenderer(
            templates: try MessageTemplates.load(from: Board.templates), catalogue: rules.catalogue, directory: rules.directory, language: .nl,
            detail: .task, sender: sender)
    }

    /// In the order of recipient and time, so that it does not matter which of two came first.
    var letters: [Letter] {
        kept.withLock { $0 }.sorted { ($0.at, $0.recipient, $0.isDigest ? 1 : 0) < ($1.at, $1.recipient, $1.isDigest ? 1 : 0) }
    }
    var renderedCount: Int { rendered.withLock { $0 } }

    /// What went out since the last time.
    func since(_ count: Int) -> ArraySlice<Letter> { kept.withLock { $0[count...] } }

    func render(_ draft: MessageDraft, at now: Date) throws -> Dispatch {
        let message = draft.message
        kept.withLock {
            $0.append(
                Letter(recipient: message.recipient, at: now, isDigest: message.purpose == .digest, items: draft.items, overview: draft.overview))
        }
        if message.id % Self.sample == 0 {
            let mail = try renderer.mail(draft, at: now)
            let text = [mail.subject, mail.text, mail.html].joined(separator: "\n")
            #expect(Marks.people(in: text).subtracting([message.recipient.rawValue]).isEmpty, "in the mail to \(message.recipient):\n\(text)")
            for secret in Marks.secrets { #expect(!text.contains(secret), "in the mail to \(message.recipient):\n\(text)") }
            rendered.withLock { $0 += 1 }
        }
        return Dispatch(messageID: message.messageID, channel: message.channel, address: message.recipient.rawValue, content: Data())
    }
}
