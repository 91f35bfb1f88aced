import Configuration
import Delivery
import FollowUps
import Foundation
import Synchronization

/// Sends one mail over the channel that reminders go over, and opens the mailbox with delivery reports, to see whether both work.
///
/// The connections live as long as this object.
public final class DeliveryTrial: Sendable {
    /// One thing that was tried, for whoever runs the service.
    public struct Finding: Sendable, Hashable {
        public let isGood: Bool
        /// One line, without a secret.
        public let text: String
    }

    private let settings: Settings
    private let connections: Connections
    private let opened = Mutex<[any Sendable]>([])

    public init(_ settings: Settings, credentials: Credentials, clock: @escaping @Sendable () -> Date) {
        self.settings = settings
        connections = Connections(settings, credentials: credentials, clock: clock)
    }

    public func send(_ mail: Dispatch) async -> Finding {
        let transport: any Transport
        do { transport = try connections.mail() } catch { return Finding(isGood: false, text: "no mail was sent: \(error)") }
        opened.withLock { $0.append(transport) }
        let result = await transport.send(mail)
        let (place, answer) =
            switch settings.mail.transport {
            case .smtp(let smtp): (smtp.url, (transport as? SMTPTransport)?.lastAnswer)
            case .maildir(let path): (path, nil as String?)
            }
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
            opened.withLock { $0.append(mailbox) }
            let waiting = try await mailbox.waiting().uids.count
            return Finding(isGood: true, text: "[bounce] the mailbox can be read; \(waiting == 1 ? "1 mail waits" : "\(waiting) mails wait") in it")
        } catch {
            return Finding(isGood: false, text: "[bounce] the mailbox cannot be read: \(error)")
        }
    }
}
