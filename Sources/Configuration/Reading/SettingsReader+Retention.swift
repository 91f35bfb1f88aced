import FollowUps

extension SettingsReader {
    func retention() -> Retention {
        let table = root.table("retention")
        defer { table?.finish() }
        let grammar = "a whole number of at least 1 and a unit: 60m (months), 104w or 730d"
        let term = table?.value("case_term", expected: grammar) { text in
            // School days and hours would make the day on which something goes for good depend on a calendar, or mean nothing.
            Term(text).flatMap { $0.count >= 1 && [.days, .weeks, .months].contains($0.unit) ? $0 : nil }
        }
        return term.map(Retention.init) ?? .standard
    }
}
