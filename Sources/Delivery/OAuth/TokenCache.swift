import Foundation

/// Decides which token to use, when to fetch another, and when asking is pointless. Pure: `TokenSource` acts on it.
///
/// Times are seconds on a clock that nobody sets.
///
///     nothing ──fetched──► token ──about to expire──► nothing
///                            ├──refused──► nothing, once: it may have been revoked
///                            └──refused again, without a successful login since──► setback
///     nothing ──fetch failed──► setback: the token server is not asked for a while
struct TokenCache: Sendable {
    enum Step: Hashable, Sendable {
        case use(AccessToken)
        /// Nobody is fetching one: fetch it and call `fetched`.
        case fetch
        /// Somebody is fetching one: ask again afterwards.
        case wait
        case giveUp(TokenProblem)
    }

    struct Refusal: Sendable {
        let token: AccessToken
        let reason: String
    }

    private enum Holding: Sendable {
        case nothing
        case token(AccessToken, until: TimeInterval)
        case setback(TokenProblem, until: TimeInterval)
    }

    /// Seconds before its end at which a token is replaced; of a short-lived one half of its life.
    static let margin: TimeInterval = 300
    /// Seconds until a token server that failed is asked again: soon when it may recover, later when somebody has to act.
    static let pause: TimeInterval = 30
    static let longPause: TimeInterval = 300
    /// The longest pause that the token server can ask for.
    static let longestAsked: TimeInterval = 3600

    private var holding = Holding.nothing
    private(set) var isFetching = false
    /// Whether a token was refused, with no successful login since.
    private var isRefused = false

    mutating func next(at now: TimeInterval, after refusal: Refusal? = nil) -> Step {
        if isFetching { return .wait }
        switch holding {
        case .setback(let problem, let until) where now < until: return .giveUp(problem)
        case .token(let token, let until) where now < until:
            // The refused token has already been replaced.
            guard let refusal, refusal.token.text == token.text else { return .use(token) }
            if isRefused {
                // A new token was no better. Only a later one has rights that are granted meanwhile.
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

    mutating func accepted(_ token: AccessToken) {
        if case .token(let held, _) = holding, held.text == token.text { isRefused = false }
    }
}
