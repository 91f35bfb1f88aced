import Foundation
import FollowUps

/// Decides what an attempt to send a message means for that message.
struct DeliveryPolicy {
    let retry: any RetryPolicy

    /// Seconds: a text that cannot be rendered waits for somebody to mend a template.
    static let renderingPause: TimeInterval = 3600

    func disposition(on result: DeliveryResult, of message: Message, at now: Date) -> DeliveryDisposition {
        switch result {
        case .accepted: .sent
        case .refused(let reason), .endpointGone(let reason): .failed(error: reason)
        case .refusedForNow(let reason, let retryAfter): tryAgain(message, at: now, retryAfter: retryAfter, error: reason)
        case .refusedAmbiguously(let reason, _, isForGood: true): .failed(error: reason)
        case .refusedAmbiguously(let reason, _, isForGood: false): tryAgain(message, at: now, error: reason)
        case .unavailable(let reason, _, _): .heldUp(until: now, error: reason)
        case .busy(let seconds): .notTried(until: now.addingTimeInterval(seconds))
        case .unknown(let reason): tryAgain(message, at: now, possiblyDelivered: true, error: reason)
        }
    }

    func disposition(onRenderingError reason: String, at now: Date) -> DeliveryDisposition {
        .unwritable(until: now.addingTimeInterval(Self.renderingPause), error: reason)
    }

    func disposition(onRenderingError reason: String, of reminders: [Reminder], at now: Date) -> DeliveryDisposition {
        .splitOff(reminders, until: now.addingTimeInterval(Self.renderingPause), error: reason)
    }

    private func tryAgain(
        _ message: Message, at now: Date, retryAfter: TimeInterval? = nil, possiblyDelivered: Bool = false, error: String
    ) -> DeliveryDisposition {
        let next = retry.nextAttempt(
            after: message.attempts, firstAttempt: message.firstAttemptAt ?? now, now: now, retryAfter: retryAfter)
        guard let next else { return .failed(error: "given up after \(message.attempts) attempts; the last one: \(error)") }
        return .tryAgain(at: next, possiblyDelivered: possiblyDelivered, error: error)
    }
}
