/// One step of a policy: when, relative to due, and to whom. Written `open owner`, `-2sd owner`, `0 owner`, `+5sd owner directie`.
public struct Step: Hashable, Sendable {
    public enum Moment: Hashable, Sendable {
        case open
        case before(Term)
        case due
        case after(Term)
    }

    /// The moment as the policy writes it, by which the step is known.
    public let name: String
    public let moment: Moment
    public let audiences: [Audience]

    public static let grammar = "a moment (open, 0, or a term with + or - such as -2sd) and to whom (owner, or a role), as in \"+5sd owner directie\""

    public init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 2, let moment = Moment(words[0]) else { return nil }
        let audiences = words.dropFirst().map { Audience($0) }
        guard Set(audiences).count == audiences.count else { return nil }
        self.init(name: words[0], moment: moment, audiences: audiences)
    }

    init(name: String, moment: Moment, audiences: [Audience]) {
        self.name = name
        self.moment = moment
        self.audiences = audiences
    }
}

extension Step.Moment {
    init?(_ text: String) {
        switch text {
        case "open": self = .open
        case "0": self = .due
        default:
            guard let sign = text.first, let term = Term(text.dropFirst()) else { return nil }
            switch sign {
            case "-": self = .before(term)
            case "+": self = .after(term)
            default: return nil
            }
        }
    }

    var term: Term? {
        switch self {
        case .open, .due: nil
        case .before(let term), .after(let term): term
        }
    }
}
