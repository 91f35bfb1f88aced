public struct Outcome: Hashable, Sendable {
    public struct Exception: Hashable, Sendable {
        public enum Condition: Hashable, Sendable {
            /// From the nth time that the kind ends so, within one case, school or employee.
            case times(Int)
            /// From the nth time in a row.
            case inARow(Int)
            /// From the nth follow-up of this kind, however the earlier ones ended.
            case round(Int)
        }

        public let condition: Condition
        public let then: [Consequence]
        /// Whether these come on top of the usual consequences instead of replacing them.
        public let isAddition: Bool

        public init(_ condition: Condition, then: [Consequence], isAddition: Bool) {
            self.condition = condition
            self.then = then
            self.isAddition = isAddition
        }
    }

    /// Each number includes the present time.
    public struct Count: Hashable, Sendable {
        public let times: Int
        public let inARow: Int
        public let round: Int

        public init(times: Int, inARow: Int, round: Int) {
            self.times = times
            self.inARow = inARow
            self.round = round
        }
    }

    public let id: OutcomeID
    public let title: LocalizedText
    public let then: [Consequence]
    public let exceptions: [Exception]
    /// Nothing follows, on purpose. A repeating kind does not come back either.
    public let ends: Bool
    public let needsReason: Bool
    /// Whether whoever closes so has to give the day that was agreed on.
    public let asksDue: Bool
    /// The outcomes with which this one may come together, or they with it.
    public let with: [OutcomeID]
    /// Whether whom the case is about has left, on the day that the outcome is about.
    public let leaves: Bool
    /// Implies `ends`.
    public let closesCase: Bool
    /// How many times the kind must end so in a case to count as completed; nil when this outcome does not complete it.
    public let completesFrom: Int?

    public init(
        id: OutcomeID, title: LocalizedText, then: [Consequence] = [], exceptions: [Exception] = [], ends: Bool = false,
        needsReason: Bool = false, asksDue: Bool = false, with: [OutcomeID] = [], leaves: Bool = false, closesCase: Bool = false,
        completesFrom: Int? = nil
    ) {
        self.id = id
        self.title = title
        self.then = then
        self.exceptions = exceptions
        self.ends = ends || closesCase
        self.needsReason = needsReason
        self.asksDue = asksDue
        self.with = with
        self.leaves = leaves
        self.closesCase = closesCase
        self.completesFrom = completesFrom
    }

    /// What follows this time: the last replacement that applies, or else `then`, and every addition that applies.
    public func consequences(_ count: Count) -> [Consequence] {
        let applying = exceptions.filter { exception in
            switch exception.condition {
            case .times(let least): count.times >= least
            case .inARow(let least): count.inARow >= least
            case .round(let least): count.round >= least
            }
        }
        let base = applying.last { !$0.isAddition }?.then ?? then
        return base + applying.filter(\.isAddition).flatMap(\.then).filter { !base.contains($0) }
    }

    /// Whether it matters on which day it happened: a term counts from it, or somebody has left on it.
    public var asksDate: Bool { leaves || allConsequences.contains(where: \.countsFromDate) }

    public var allConsequences: [Consequence] { then + exceptions.flatMap(\.then) }
}
