import Foundation

/// What became of one attempt, by what we have to do next.
public enum DeliveryResult: Sendable, Equatable {
    case accepted
    /// The message or recipient was refused for now (SMTP 4xx, HTTP 5xx), and certainly not delivered. `retryAfter` is in seconds.
    case refusedForNow(reason: String, retryAfter: TimeInterval?)
    /// The message or recipient was refused for good (SMTP 5xx, HTTP 4xx). Trying again would not help.
    case refused(reason: String)
    /// Refused, and the answer does not say whether it is about the message or about us. The same `answer` for another
    /// recipient decides (promise 15).
    case refusedAmbiguously(reason: String, answer: String, isForGood: Bool)
    /// The answer was lost after the content went out (a timeout, a dropped connection): it may have been delivered.
    case unknown(reason: String)
    /// The channel cannot be used now (no connection, bad certificate, wrong password), which is not held against the
    /// message (promise 15). `retryAfter` is in seconds. `toRecipient`: the answer was about this recipient, so that
    /// others may still be accepted.
    case unavailable(reason: String, retryAfter: TimeInterval? = nil, toRecipient: Bool = false)
    /// The channel's limit per minute is reached. The message was not tried.
    case busy(seconds: TimeInterval)
    /// The endpoint is gone for good (HTTP 410): nothing more may be sent over this channel.
    case endpointGone(reason: String)

    public var reason: String? {
        switch self {
        case .accepted, .busy: nil
        case .refusedForNow(let reason, _), .refused(let reason), .refusedAmbiguously(let reason, _, _), .unknown(let reason),
            .unavailable(let reason, _, _), .endpointGone(let reason):
            reason
        }
    }
}
