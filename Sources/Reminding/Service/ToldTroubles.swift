/// What was told of since things last went well: each trouble is told of once, also when two take turns.
struct ToldTroubles: Sendable {
    private var told: Set<String> = []

    var isEmpty: Bool { told.isEmpty }

    /// Whether it has not been told of yet; from now on it has.
    mutating func begins(_ trouble: String) -> Bool { told.insert(trouble).inserted }

    /// All goes well again; returns whether there was trouble, so that this is to be told of too.
    mutating func end() -> Bool {
        defer { told = [] }
        return !told.isEmpty
    }
}
