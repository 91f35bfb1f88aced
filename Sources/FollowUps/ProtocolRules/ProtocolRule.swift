/// What must always hold in a case, as `[[rule]]` of a catalogue says it. `RuleChecker` proves it, or finds the shortest story that breaks it.
public struct ProtocolRule: Hashable, Sendable {
    public enum Claim: Hashable, Sendable {
        /// As soon as one of `after` is answered, each of these is open.
        case opens([KindID])
        /// Each of `after` opens something that counts, due within this time.
        case within(Term)
        /// None of these happens in the scope, unless it follows directly from one of the exceptions.
        case never([CaseEvent], unless: [RuleException])
        /// None of these is open in the scope.
        case neverOpen([KindID])
        /// In the scope these roles own nothing that is open, and hear nothing of the case.
        case keptFrom([RoleID])
        /// From every case that can come about its end can be reached.
        case ends
        /// No reminder of these kinds goes to these roles.
        case neverReaches([RoleID], kinds: [KindID])
        /// These kinds are at least so urgent.
        case urgency(Urgency, kinds: [KindID])
        /// An answer that only asks the same again leads on, or brings in another owner, from the nth time on.
        case anotherFrom(Int, except: [KindID])
    }

    public let id: RuleID
    public let title: LocalizedText
    /// The scope begins with each of these; empty when it begins with the case.
    public let after: [CaseEvent]
    /// The scope ends with each of these.
    public let until: [CaseEvent]
    public let claim: Claim

    public init(id: RuleID, title: LocalizedText, after: [CaseEvent] = [], until: [CaseEvent] = [], claim: Claim) {
        self.id = id
        self.title = title
        self.after = after
        self.until = until
        self.claim = claim
    }
}

public typealias RuleID = Identifier<ProtocolRule>

/// Something that happens in a case, written `KIND`, `KIND OUTCOME`, `KIND *`, `completed KIND`, `case opened` or `case closed`.
public enum CaseEvent: Hashable, Sendable, CustomStringConvertible {
    case opened(KindID)
    /// Nil for whichever outcome.
    case answered(KindID, OutcomeID?)
    case completed(KindID)
    case caseOpened
    case caseClosed

    public static let grammar = "\"KIND\", \"KIND OUTCOME\", \"KIND *\", \"completed KIND\", \"case opened\" or \"case closed\""

    public init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(words.count), words.allSatisfy({ !$0.isEmpty }) else { return nil }
        switch (words[0], words.count == 2 ? words[1] : nil) {
        case ("case", "opened"?): self = .caseOpened
        case ("case", "closed"?): self = .caseClosed
        case ("completed", let kind?): self = .completed(KindID(kind))
        case (let kind, "*"?): self = .answered(KindID(kind), nil)
        case (let kind, let outcome?): self = .answered(KindID(kind), OutcomeID(outcome))
        case (let kind, nil): self = .opened(KindID(kind))
        }
    }

    public var kind: KindID? {
        switch self {
        case .opened(let kind), .answered(let kind, _), .completed(let kind): kind
        case .caseOpened, .caseClosed: nil
        }
    }

    public var description: String {
        switch self {
        case .opened(let kind): kind.rawValue
        case .answered(let kind, let outcome): "\(kind) \(outcome?.rawValue ?? "*")"
        case .completed(let kind): "completed \(kind)"
        case .caseOpened: "case opened"
        case .caseClosed: "case closed"
        }
    }
}

/// From what something may follow directly although a rule says "never".
public enum RuleException: Hashable, Sendable, CustomStringConvertible {
    /// Nil for whichever outcome.
    case answered(KindID, OutcomeID?)
    /// Somebody has to say why.
    case reason
    case byHand

    public static let grammar = "\"KIND OUTCOME\", \"KIND *\", \"reason\" or \"by hand\""

    public init?(_ text: String) {
        switch text {
        case "reason": self = .reason
        case "by hand": self = .byHand
        default:
            guard case .answered(let kind, let outcome)? = CaseEvent(text) else { return nil }
            self = .answered(kind, outcome)
        }
    }

    public var description: String {
        switch self {
        case .answered(let kind, let outcome): CaseEvent.answered(kind, outcome).description
        case .reason: "reason"
        case .byHand: "by hand"
        }
    }
}
