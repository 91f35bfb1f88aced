import Foundation
import FollowUps

extension SettingsReader {
    func service() -> ServiceSettings {
        let table = root.table("service")
        defer { table?.finish() }
        let path = "a path, relative to this file"
        let database = table?.text("database", expected: path) ?? "opvolg.db"
        let templates = table?.text("templates", expected: path) ?? "templates"
        let people = table?.text("people", expected: "the path of a staff list, relative to this file")
        let holidays = table?.text("holidays", expected: "the path of a list of school holidays, relative to this file")
        let zone = table?.value("time_zone", expected: "a zone such as \"Europe/Amsterdam\"", SettingsReader.zone)
        let language: Language? = table?.choice("language")
        let detail: PrivacyLevel? = table?.choice("detail")
        let caseCodes = table.flatMap(SettingsReader.caseCodes)
        let actAs = table?.list("act_as", expected: SettingsReader.loginGrammar, SettingsReader.login)
        return ServiceSettings(
            database: file.resolve(database), templates: file.resolve(templates), people: people.map(file.resolve),
            holidays: holidays.flatMap { holidayList($0, templates: file.resolve(templates)) },
            clock: WallClock(zone: zone ?? SettingsReader.zone("Europe/Amsterdam") ?? .gmt), language: language ?? .nl, detail: detail ?? .task,
            caseCodes: caseCodes ?? .standard, actAs: actAs ?? [])
    }

    /// Next to this file, where a newer list can be put, else among the templates, where one is shipped. Nil when it is
    /// in neither, which is noted.
    private func holidayList(_ path: String, templates: String) -> String? {
        let places = path.hasPrefix("/") ? [path] : [file.resolve(path), "\(templates)/\(path)"]
        if let found = places.first(where: { access($0, F_OK) == 0 }) { return found }
        root.findings.add(
            "[service] holidays",
            "there is no \(places.joined(separator: " and no ")); expected the path of a list of school holidays, such as "
                + "\"\(ServiceSettings.shippedHolidays)\", relative to this file or to the templates")
        return nil
    }

    private static func caseCodes(_ table: TableReader) -> CaseCodePattern? {
        let expected = "a mask such as \"AA-9999-999\", or a regular expression that a whole case code matches"
        guard let text = table.text("case_code", expected: expected) else { return nil }
        do throws(CaseCodePattern.Objection) { return try CaseCodePattern(text) } catch {
            table.refuse("case_code", "\(table.quoted(text)) \(error.rawValue); expected \(expected)")
            return nil
        }
    }

    /// A zone by its name in the tz database. Foundation also takes offsets and abbreviations, which have no summer time.
    private static func zone(_ name: String) -> TimeZone? {
        guard name.contains("/") || name == "UTC" else { return nil }
        return TimeZone(identifier: name)
    }
}
