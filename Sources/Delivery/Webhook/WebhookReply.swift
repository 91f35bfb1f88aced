import CCurl
import FollowUps
import Foundation

/// What a webhook's answer means.
struct WebhookReply {
    let outcome: CurlHandle.Outcome
    let endpoint: ChannelID
    let reach: Reach
    let now: Date

    /// A status that came counts whatever happened to the body behind it.
    var result: DeliveryResult {
        switch outcome.status {
        case 200..<300: .accepted
        case 300..<400: .refused(reason: "\(endpoint) answered \(outcome.status), a redirect, and redirects are not followed; give its new address")
        case 410: .endpointGone(reason: "\(endpoint) answered 410: it is gone for good")
        case 408, 425, 429, 500..<600: .refusedForNow(reason: "\(endpoint) answered \(outcome.status)", retryAfter: outcome.retryAfter(at: now))
        case 400..<500: .refused(reason: "\(endpoint) answered \(outcome.status)")
        default: withoutStatus
        }
    }

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
