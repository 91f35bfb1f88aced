/// The problems that were logged since things last went well: each is logged once, even when two take turns.
struct ReportedErrors: Sendable {
    private var told: Set<String> = []

    var isEmpty: Bool { told.isEmpty }

    /// True the first time.
    mutating func begins(_ incident: String) -> Bool { told.insert(incident).inserted }

    /// Forgets all. Returns whether there were any, so that the recovery is logged too.
    mutating func end() -> Bool {
        defer { told = [] }
        return !told.isEmpty
    }
}
