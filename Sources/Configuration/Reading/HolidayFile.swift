import FollowUps

/// The school holidays of `[service] holidays`: columns name, from, to (both days included) and regions (`noord midden zuid`; empty for all).
struct HolidayFile {
    static let columns = ["name", "from", "to", "regions"]
    /// In days. The longest holiday takes six weeks; a wrong year would silence a school for twelve months.
    static let longestHoliday = 92

    private struct Entry {
        let holiday: Holiday
        let line: Int
    }

    let path: String
    let holidays: [Holiday]
    let findings: Diagnostics
    let bytes: [UInt8]

    /// Throws only when the file cannot be read; other mistakes are findings with line and column.
    static func read(_ path: String) throws(ConfigurationProblems) -> HolidayFile {
        let file = try CSVFile.read(path, columns: columns, required: ["name", "from", "to"])
        let findings = Diagnostics(file: path, namingLines: true)
        findings.add(file.problems)
        findings.warn(file.warnings)
        let entries = file.rows.compactMap { entry($0, findings) }
        checkTwice(entries, findings)
        return HolidayFile(path: path, holidays: entries.map(\.holiday), findings: findings, bytes: file.bytes)
    }

    private static func entry(_ row: CSVFile.Row, _ findings: Diagnostics) -> Entry? {
        func refuse(_ column: String, _ message: String) { findings.add(column, message, line: row.line) }
        let name = row["name"]
        if let name, let objection = PrintableText.objection(to: name) { refuse("name", objection) }
        if name == nil { refuse("name", "is missing; expected what it is called, such as Kerstvakantie") }
        let days = ["from", "to"].map { column -> Day? in
            guard let cell = row[column] else {
                refuse(column, "is missing; expected \(SpreadsheetDate.grammar)")
                return nil
            }
            do throws(SpreadsheetDate.Objection) {
                if let date = try SpreadsheetDate(cell) { return date.day }
                refuse(column, "\"\(IdentifierSyntax.presentable(cell))\" is not a day; expected \(SpreadsheetDate.grammar)")
            } catch {
                refuse(column, "\"\(IdentifierSyntax.presentable(cell))\" \(error)")
            }
            return nil
        }
        let regions = regions(row, refuse)
        guard let name, let from = days[0], let to = days[1], let regions else { return nil }
        if let objection = objection(from: from, to: to) {
            refuse("to", objection)
            return nil
        }
        return Entry(holiday: Holiday(name: name, days: from...to, regions: regions), line: row.line)
    }

    static func objection(from: Day, to: Day) -> String? {
        if to < from { return "\(to) lies before \(from); expected the last day of the holiday" }
        return to.number - from.number < longestHoliday
            ? nil : "\(to) makes it longer than \(longestHoliday) days; expected the last day of the holiday"
    }

    /// Nil when one is unknown. Any punctuation separates them.
    private static func regions(_ row: CSVFile.Row, _ refuse: (String, String) -> Void) -> Set<String>? {
        let names = HolidayRegion.allCases.map(\.rawValue)
        let words = (row["regions"] ?? "").lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        let unknown = words.filter { !names.contains($0) }
        for word in unknown {
            refuse("regions", "\"\(IdentifierSyntax.presentable(word))\" is not known; expected \(NearestName.either(names)), or more of them")
        }
        return unknown.isEmpty ? Set(words) : nil
    }

    /// The same holiday twice, or two on the same day, is a mistake in one of them.
    private static func checkTwice(_ entries: [Entry], _ findings: Diagnostics) {
        for (place, later) in entries.enumerated() {
            for earlier in entries[..<place] {
                let isSame = earlier.holiday.isSame(as: later.holiday)
                guard isSame || earlier.holiday.days.overlaps(later.holiday.days) else { continue }
                let shared = earlier.holiday.allRegions.intersection(later.holiday.allRegions)
                if shared.isEmpty { continue }
                let regions = shared.sorted().joined(separator: " and ")
                if isSame {
                    findings.add(
                        "name",
                        "\"\(IdentifierSyntax.presentable(later.holiday.name))\" of \(later.holiday.schoolYear) stands on line \(earlier.line) too, for \(regions); "
                            + "leave out one of the two", line: later.line)
                } else {
                    findings.add(
                        "from",
                        "it overlaps \"\(IdentifierSyntax.presentable(earlier.holiday.name))\" on line \(earlier.line), in \(regions); correct one of the two",
                        line: later.line)
                }
            }
        }
    }
}
