import Configuration
import Delivery
import FollowUps
import Foundation

/// Sends one test mail the way that reminders go, and opens the bounce mailbox, to see whether both work.
public struct DeliveryTest: Sendable {
    public struct Finding: Sendable, Hashable {
        public let isGood: Bool
        /// One line, without a secret.
        public let text: String
    }

    private let settings: Settings
    private let connections: Connections

    public init(_ settings: Settings, credentials: Credentials, clock: @escaping @Sendable () -> Date) {
        self.settings = settings
        connections = Connections(settings, credentials: credentials, clock: clock)
    }

    public func send(_ mail: OutgoingMessage) async -> Finding {
        let place =
            switch settings.mail.transport {
            case .smtp(let server): server.url.text
            case .maildir(let path): path
            }
        do { return await send(mail, over: try connections.mail(), to: place) } catch {
            return Finding(isGood: false, text: "no mail was sent: \(error)")
        }
    }

    /// Sends the way that notices go when mail does not work; nil when there is no second mail server.
    public func sendOverSecondWay(_ mail: OutgoingMessage) async -> Finding? {
        guard case .mail(let second)? = settings.watch.noticeChannel else { return nil }
        do {
            guard let transport = try connections.noticeMail() else { return nil }
            let found = await send(mail, over: transport, to: second.server.url.text)
            return Finding(isGood: found.isGood, text: "[watch.mail] \(found.text)")
        } catch {
            return Finding(isGood: false, text: "[watch.mail] no mail was sent: \(error)")
        }
    }

    private func send(_ mail: OutgoingMessage, over transport: any MessageTransport, to place: String) async -> Finding {
        let result = await transport.send(mail)
        let answer = (transport as? SMTPTransport)?.lastAnswer
        switch result {
        case .accepted: return Finding(isGood: true, text: "\(place) took the mail" + (answer.map { ": \($0)" } ?? ""))
        case .unknown(let reason): return Finding(isGood: false, text: "it is not known whether the mail was taken: \(reason)")
        case .busy: return Finding(isGood: false, text: "\(place) may be sent nothing more this minute; try again in a minute")
        case .refused, .refusedForNow, .refusedAmbiguously, .unavailable, .endpointGone:
            return Finding(isGood: false, text: "the mail was not taken: \(result.reason ?? "")")
        }
    }

    /// Nil when nobody reads delivery reports.
    public func openBounceMailbox() async -> Finding? {
        do {
            guard let mailbox = try connections.bounceMailbox() else { return nil }
            let waiting = try await mailbox.waiting().uids.count
            return Finding(isGood: true, text: "[bounce] the mailbox can be read; \(waiting == 1 ? "1 mail waits" : "\(waiting) mails wait") in it")
        } catch {
            return Finding(isGood: false, text: "[bounce] the mailbox cannot be read: \(error)")
        }
    }
}
