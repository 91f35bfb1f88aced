import FollowUps

extension SettingsReader {
    func retention() -> Retention {
        let table = root.table("retention")
        defer { table?.finish() }
        return Retention(
            caseTerm: table.flatMap { Self.retention("case_term", in: $0) } ?? Retention.standard.caseTerm,
            messageTerm: table.flatMap { Self.retention("messages", in: $0) } ?? Retention.standard.messageTerm)
    }

    static func retention(_ key: String, in table: TableReader) -> Term? {
        table.value(key, expected: "a whole number of at least 1 and a unit: 60m (months), 104w or 730d") { text in
            // The day of deletion must not depend on a calendar, so no school days; hours mean nothing here.
            Term(text).flatMap { $0.count >= 1 && [.days, .weeks, .months].contains($0.unit) ? $0 : nil }
        }
    }
}
