import Foundation

/// What became of one attempt to send a message, classified by what it obliges us to do next.
public enum DeliveryResult: Sendable, Equatable {
    /// The other side took responsibility for the message.
    case accepted
    /// This message or recipient was refused for now (SMTP 4xx, HTTP 5xx); it was certainly not delivered. `retryAfter` is what the other side asked for, in seconds.
    case refusedForNow(reason: String, retryAfter: TimeInterval?)
    /// This message or recipient was refused for good (SMTP 5xx, HTTP 4xx); trying again would not help.
    case refused(reason: String)
    /// This message was refused, and the answer does not tell whether that is about it or about us. The same answer for another recipient does
    /// (promise 15): `answer` is equal for two that differ only in what differs each time.
    case refusedAmbiguously(reason: String, answer: String, isForGood: Bool)
    /// The answer was lost (a timeout or a dropped connection after the content went out): it may have been delivered.
    case unknown(reason: String)
    /// The channel itself cannot be used now (no connection, bad certificate, wrong password, nothing taken from us): every other message would meet
    /// the same, and nothing is held against this one (promise 15). `retryAfter` is what the other side asked for, in seconds. `toRecipient`: it was
    /// said of this recipient, so that another may be taken all the same.
    case unavailable(reason: String, retryAfter: TimeInterval? = nil, toRecipient: Bool = false)
    /// The channel may carry nothing more just now (its limit per minute is reached): the message was not tried; ask again in so many seconds.
    case busy(seconds: TimeInterval)
    /// The endpoint says that it is gone for good (HTTP 410): nothing more may be sent over this channel.
    case endpointGone(reason: String)

    /// What to tell the operator, or nil when all went well.
    public var reason: String? {
        switch self {
        case .accepted, .busy: nil
        case .refusedForNow(let reason, _), .refused(let reason), .refusedAmbiguously(let reason, _, _), .unknown(let reason),
            .unavailable(let reason, _, _), .endpointGone(let reason):
            reason
        }
    }
}
