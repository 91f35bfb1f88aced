import Foundation

/// Decides which token is used, when a new one is fetched and when there is no point in asking; it acts on nothing itself.
///
/// Moments are seconds on a clock that nobody sets.
///
///     nothing ──fetch──► token ──nearly over──► nothing
///                          ├──refused──► nothing, once: it may have been taken back
///                          └──refused, and no login went well since the last refusal──► spent: no other for a while
///     nothing ──fetch fails──► setback: the token server is not asked again for a while
struct TokenKeeping: Sendable {
    /// What whoever wants to log in has to do.
    enum Step: Hashable, Sendable {
        case use(AccessToken)
        /// Nobody is fetching one: fetch it, and tell by `fetched`.
        case fetch
        /// Somebody is fetching one: ask again after that.
        case wait
        case giveUp(TokenProblem)
    }

    /// That a mail server did not take a token, and what it said.
    struct Refusal: Sendable {
        let token: AccessToken
        let reason: String
    }

    private enum Holding: Sendable {
        case nothing
        case token(AccessToken, until: TimeInterval)
        case setback(TokenProblem, until: TimeInterval)
    }

    /// Seconds before the end of a token at which another is fetched; of a short-lived one half of its life.
    static let margin: TimeInterval = 300
    /// Seconds after which a token server that failed is asked again: soon when it may be over, later when somebody has to do something.
    static let pause: TimeInterval = 30
    static let longPause: TimeInterval = 300
    /// The longest pause that the token server can ask for.
    static let longestAsked: TimeInterval = 3600

    private var holding = Holding.nothing
    private(set) var isFetching = false
    /// Whether a token was refused, and no login has gone well since.
    private var isRefused = false

    /// - Parameter refusal: the token that the mail server refused just now, when that is why another is wanted.
    mutating func next(at now: TimeInterval, after refusal: Refusal? = nil) -> Step {
        if isFetching { return .wait }
        switch holding {
        case .setback(let problem, let until) where now < until: return .giveUp(problem)
        case .token(let token, let until) where now < until:
            // Of another token somebody else has heard already, and this one was fetched in its place.
            guard let refusal, refusal.token.text == token.text else { return .use(token) }
            if isRefused {
                // A new token was no better. Only a still newer one has rights that are granted meanwhile.
                let problem = TokenProblem.lasting(refusal.reason)
                holding = .setback(problem, until: now + Self.longPause)
                return .giveUp(problem)
            }
            isRefused = true
        default: break
        }
        isFetching = true
        return .fetch
    }

    mutating func fetched(_ result: Result<AccessToken, TokenProblem>, askedAt begin: TimeInterval, at now: TimeInterval) {
        isFetching = false
        switch result {
        case .success(let token): holding = .token(token, until: begin + token.lifetime - min(Self.margin, token.lifetime / 2))
        case .failure(let problem):
            let pause = problem.isPermanent ? Self.longPause : Self.pause
            holding = .setback(problem, until: now + max(pause, min(problem.retryAfter ?? 0, Self.longestAsked)))
        }
    }

    /// A login with it went well.
    mutating func accepted(_ token: AccessToken) {
        if case .token(let held, _) = holding, held.text == token.text { isRefused = false }
    }
}
