/// The problems that were logged since things last went well: each is logged once, even when two take turns.
struct ToldTroubles: Sendable {
    private var told: Set<String> = []

    var isEmpty: Bool { told.isEmpty }

    /// True the first time.
    mutating func begins(_ trouble: String) -> Bool { told.insert(trouble).inserted }

    /// Forgets all. Returns whether there were any, so that the recovery is logged too.
    mutating func end() -> Bool {
        defer { told = [] }
        return !told.isEmpty
    }
}
