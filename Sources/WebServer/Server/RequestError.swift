import FollowUps
import Hummingbird
import WebPages

/// Why a request is refused: `notice` for the page, `reason` for the log. Neither says whom or what the request was about (promise 9).
struct RequestError: Error {
    let status: HTTPResponse.Status
    let notice: PageNotice
    let reason: String
    /// Who is signed in, for the navigation of the page.
    var reader: PageReader?

    static let notFound = RequestError(status: .notFound, notice: .notFound, reason: "no such page")
    /// They may see what it is about, but not do this.
    static let notAllowed = RequestError(status: .forbidden, notice: .notAllowed, reason: "not theirs to do")
    static let tooLarge = RequestError(status: .contentTooLarge, notice: .tooLarge, reason: "too large")
    static let otherSite = RequestError(status: .forbidden, notice: .otherSite, reason: "from another site")

    static let tooMany = RequestError(status: .tooManyRequests, notice: .tooMany, reason: "too many requests")

    /// The page does not say which reason applies; only the log does.
    static func noSuchLink(_ reason: LinkRefusal) -> RequestError { RequestError(status: .notFound, notice: .noSuchLink, reason: reason.description) }
    static func badRequest(_ reason: String) -> RequestError { RequestError(status: .badRequest, notice: .badRequest, reason: reason) }
}
