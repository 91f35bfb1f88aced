import FollowUps

extension SettingsReader {
    func retention() -> Retention {
        let table = root.table("retention")
        defer { table?.finish() }
        let grammar = "a whole number of at least 1 and a unit: 60m (months), 104w or 730d"
        let term = table?.value("case_term", expected: grammar) { text in
            // The day of deletion must not depend on a calendar, so no school days; hours mean nothing here.
            Term(text).flatMap { $0.count >= 1 && [.days, .weeks, .months].contains($0.unit) ? $0 : nil }
        }
        return term.map(Retention.init) ?? .standard
    }
}
