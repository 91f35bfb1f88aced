import CCurl
import FollowUps
import Foundation

struct WebhookReply {
    let outcome: CurlHandle.Outcome
    let endpoint: ChannelID
    let reach: EgressPolicy
    let now: Date

    /// A status counts, whatever happened to the body.
    var result: DeliveryResult {
        switch outcome.status {
        case 200..<300: .accepted
        case 300..<400: .refused(reason: "\(answered), a redirect, and redirects are not followed; give its new address")
        // About us, not the message: our address for it, our signature, how much we send.
        case 401, 403: .unavailable(reason: "\(answered): it does not let us in; check its url and secret_file")
        case 404: .unavailable(reason: "\(answered): there is nothing at its url; check that")
        case 429: .unavailable(reason: "\(answered): too many messages for now", retryAfter: outcome.retryAfter(at: now))
        case 410: .endpointGone(reason: "\(answered): it is gone for good")
        case 408, 425, 500..<600: .refusedForNow(reason: answered, retryAfter: outcome.retryAfter(at: now))
        // Too large, or not understood.
        case 413, 422: .refused(reason: answered)
        case 400..<500: .refusedAmbiguously(reason: answered, answer: AnswerPattern.of(answered), isForGood: true)
        default: withoutStatus
        }
    }

    private var answered: String { "\(endpoint) answered \(outcome.status)" }

    private var withoutStatus: DeliveryResult {
        if let address = outcome.refusedAddress { return .unavailable(reason: "\(endpoint): \(reach.objection(to: address))") }
        let reason = "\(endpoint): \(outcome.message.asReason())"
        switch outcome.code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
            return .unavailable(reason: reason)
        default:
            return outcome.contentWasSent ? .unknown(reason: reason) : .unavailable(reason: reason)
        }
    }
}
