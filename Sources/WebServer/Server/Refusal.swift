import FollowUps
import Hummingbird
import WebPages

/// Why a request is refused: `notice` for the page, `reason` for the log. Neither says whom or what the request was about (promise 9).
struct Refusal: Error {
    let status: HTTPResponse.Status
    let notice: PageNotice
    let reason: String

    static let notFound = Refusal(status: .notFound, notice: .notFound, reason: "no such page")
    static let tooLarge = Refusal(status: .contentTooLarge, notice: .tooLarge, reason: "too large")
    static let otherSite = Refusal(status: .forbidden, notice: .otherSite, reason: "from another site")

    static let tooMany = Refusal(status: .tooManyRequests, notice: .tooMany, reason: "too many requests")

    /// The page does not say which reason applies; only the log does.
    static func noSuchLink(_ reason: LinkRefusal) -> Refusal { Refusal(status: .notFound, notice: .noSuchLink, reason: reason.description) }
    static func badRequest(_ reason: String) -> Refusal { Refusal(status: .badRequest, notice: .badRequest, reason: reason) }
}
