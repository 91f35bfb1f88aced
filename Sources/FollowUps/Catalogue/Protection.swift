/// An outcome of one kind, written `KIND OUTCOME`.
public struct OutcomeReference: Hashable, Sendable, CustomStringConvertible {
    public let kind: KindID
    public let outcome: OutcomeID

    public static let grammar = "a kind and one of its outcomes, such as \"weging gevaar\""

    public init(_ kind: KindID, _ outcome: OutcomeID) {
        self.kind = kind
        self.outcome = outcome
    }

    public init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 2, !words[0].isEmpty, !words[1].isEmpty else { return nil }
        self.init(KindID(words[0]), OutcomeID(words[1]))
    }

    public var description: String { "\(kind) \(outcome)" }
}

/// A state of a case in which some kinds may not be open: "never first with the parent" (promise 19).
///
/// It holds from the opening of a kind that begins it until an outcome that ends it, and begins anew with the next such opening.
public struct Protection: Hashable, Sendable {
    public let id: ProtectionID
    /// What a case says for as long as it holds, and why something is refused.
    public let title: LocalizedText
    /// From the opening of one of these on.
    public let begins: [KindID]
    /// Until one of these outcomes.
    public let ends: [OutcomeReference]
    /// What is never open meanwhile.
    public let withdraws: [KindID]
    /// What is opened in the stead of one of `withdraws`.
    public let instead: KindID
    /// Kinds that may not be open either, each with a replacement of its own, which is also opened for one that is withdrawn.
    public let insteadOf: [KindID: KindID]
    /// What takes the place of `instead` when it follows from one of these kinds.
    public let insteadFrom: [KindID: KindID]

    public init(
        id: ProtectionID, title: LocalizedText, begins: [KindID], ends: [OutcomeReference], withdraws: [KindID], instead: KindID,
        insteadOf: [KindID: KindID] = [:], insteadFrom: [KindID: KindID] = [:]
    ) {
        self.id = id
        self.title = title
        self.begins = begins
        self.ends = ends
        self.withdraws = withdraws
        self.instead = instead
        self.insteadOf = insteadOf
        self.insteadFrom = insteadFrom
    }

    /// For people: what ends it, as in `vgv-eer-amk with advies-ouder`.
    public var endings: String { ends.map { "\($0.kind) with \($0.outcome)" }.joined(separator: ", or ") }

    /// Every kind that it can open in the stead of another.
    var replacements: [KindID] { [instead] + insteadOf.values.sorted() + insteadFrom.values.sorted() }

    /// Whether a kind may not be open while this holds.
    public func forbids(_ kind: KindID) -> Bool { withdraws.contains(kind) || insteadOf[kind] != nil }

    /// What follows in the place of a consequence while this holds; the replacement has its own term, whatever the consequence said.
    ///
    /// - Parameter source: the kind whose outcome asks for it.
    public func replacement(for consequence: Consequence, from source: KindID) -> Consequence {
        if let other = insteadOf[consequence.kind] { return Consequence(other) }
        return withdraws.contains(consequence.kind) ? Consequence(insteadFrom[source] ?? instead) : consequence
    }
}
