import FollowUps
import Hummingbird
import WebPages

/// A request that is not done; the page says why, and the log gets the reason without who or what it was about.
struct Refusal: Error {
    let status: HTTPResponse.Status
    let notice: PageNotice
    /// For the log.
    let reason: String

    static let notFound = Refusal(status: .notFound, notice: .notFound, reason: "no such page")
    static let tooLarge = Refusal(status: .contentTooLarge, notice: .tooLarge, reason: "too large")
    static let otherSite = Refusal(status: .forbidden, notice: .otherSite, reason: "from another site")

    static let tooMany = Refusal(status: .tooManyRequests, notice: .tooMany, reason: "too many requests")

    /// Which reason it is, the log tells alone.
    static func noSuchLink(_ reason: LinkRefusal) -> Refusal { Refusal(status: .notFound, notice: .noSuchLink, reason: reason.description) }
    static func badRequest(_ reason: String) -> Refusal { Refusal(status: .badRequest, notice: .badRequest, reason: reason) }
}
