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

/// A state of a case in which some kinds may not be open: "never first with the parent" (promise 19). It holds from the
/// opening of a kind in `begins` until an outcome in `ends`, and again from the next such opening.
public struct Protection: Hashable, Sendable {
    public let id: ProtectionID
    public let title: LocalizedText
    public let begins: [KindID]
    public let ends: [OutcomeReference]
    /// Kinds that may not be open meanwhile. Where one would follow, `instead` is opened.
    public let withdraws: [KindID]
    public let instead: KindID
    /// More kinds that may not be open, each with a replacement, which also replaces one that is open already.
    public let insteadOf: [KindID: KindID]
    /// Replaces `instead` for consequences of these kinds.
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

    public var endings: String { ends.map { "\($0.kind) with \($0.outcome)" }.joined(separator: ", or ") }

    var replacements: [KindID] { [instead] + insteadOf.values.sorted() + insteadFrom.values.sorted() }

    public func forbids(_ kind: KindID) -> Bool { withdraws.contains(kind) || insteadOf[kind] != nil }

    /// What a consequence of `source` becomes while this holds. A replacement always has its own term.
    public func replacement(for consequence: Consequence, from source: KindID) -> Consequence {
        if let other = insteadOf[consequence.kind] { return Consequence(other) }
        return withdraws.contains(consequence.kind) ? Consequence(insteadFrom[source] ?? instead) : consequence
    }
}
