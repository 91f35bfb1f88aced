import FollowUps

extension SettingsReader {
    private enum Region: String, CaseIterable {
        case noord, midden, zuid
    }

    /// `roles` are those of the catalogue; nil when there is none to hold names against.
    func directory(
        service: ServiceSettings, staff: StaffList?, webhooks: [WebhookSettings], roles: Set<RoleID>?, fallbacks: [RoleID: RoleID]
    ) -> Directory {
        // Schools and people name each other, and holidays make a school's calendar: ids first, then each in the order of the file.
        let schools = root.tables("school", named: "[[school]]")
        let people = root.tables("person", named: "[[person]]")
        let listed = staff?.people ?? []
        // Somebody may stand on a line that could not be read.
        let isEverybodyKnown = service.people == nil || staff?.isComplete == true
        let personIDs: Set<PersonID>? = isEverybodyKnown ? ids(of: people + listed) : nil
        let schoolIDs = ids(of: schools) as Set<SchoolID>
        let drafts = schoolDrafts(schools, roles: roles, people: personIDs)
        let holders = Dictionary(grouping: drafts.flatMap(\.roles), by: \.key).mapValues { $0.map(\.value).sorted() }
        let known = KnownToPeople(
            schools: schoolIDs, people: personIDs, webhooks: webhooks, language: service.language, holders: holders,
            hasStaffList: service.people != nil)
        let persons = persons(people, listed, known)
        staff?.warnOfUnreachable(persons)
        let holidays = holidays()
        return Directory(
            clock: service.clock, schools: drafts.map { $0.school(holidays: holidays, clock: service.clock) }, people: persons,
            contacts: contacts(), fallbacks: fallbacks)
    }

    private func ids<Subject>(of tables: [TableReader]) -> Set<Identifier<Subject>> { Set(tables.compactMap { $0.peekID().flatMap(Name.id) }) }

    // MARK: Schools

    private struct SchoolDraft {
        let id: SchoolID
        let name: String
        let region: String
        let roles: [RoleID: PersonID]
        let holidayCover: [RoleID: PersonID]
        let freeDays: Set<Day>
        let schoolDays: Set<Day>

        func school(holidays: [Holiday], clock: WallClock) -> School {
            let calendar = SchoolCalendar(
                clock: clock, holidays: holidays.filter { $0.applies(to: region) }.map(\.days), freeDays: freeDays, schoolDays: schoolDays)
            return School(id: id, name: name, region: region, roles: roles, holidayCover: holidayCover, calendar: calendar)
        }
    }

    private func schoolDrafts(_ tables: [TableReader], roles: Set<RoleID>?, people: Set<PersonID>?) -> [SchoolDraft] {
        if tables.isEmpty, !root.has("school") { root.findings.add("[[school]]", "is missing; expected at least one school") }
        var seen: Set<SchoolID> = []
        return tables.compactMap { table in
            defer { table.finish() }
            let id = identifier(of: table, seen: &seen)
            let name = name(of: table)
            let region: Region? = table.choice("region")
            table.require("region", expected: NearestName.either(Region.allCases.map(\.rawValue)))
            let freeDays = Set(table.days("free_days") ?? [])
            let schoolDays = Set(table.days("school_days") ?? [])
            for day in freeDays.intersection(schoolDays).sorted() {
                table.refuse("school_days", "\(day) stands under free_days too; it can be one of the two")
            }
            let holders = table.table("roles").map { self.holders($0, roles: roles, people: people) } ?? [:]
            let cover = table.table("holiday_cover").map { self.holders($0, roles: roles, people: people) } ?? [:]
            guard let id, let name, let region else { return nil }
            return SchoolDraft(
                id: id, name: name, region: region.rawValue, roles: holders, holidayCover: cover, freeDays: freeDays, schoolDays: schoolDays)
        }
    }

    private func holders(_ table: TableReader, roles: Set<RoleID>?, people: Set<PersonID>?) -> [RoleID: PersonID] {
        var holders: [RoleID: PersonID] = [:]
        for key in table.keys {
            let role = RoleID(key)
            if let roles, !roles.contains(role) {
                table.refuse(
                    key, "is not a role of the catalogue\(table.hint(for: key, among: roles.map(\.rawValue).sorted()))")
            } else if let holder = person(key, in: table, people: people) {
                holders[role] = holder
            }
        }
        return holders
    }

    // MARK: Holidays and contacts

    private func holidays() -> [Holiday] {
        root.tables("holiday", named: "[[holiday]]").compactMap { table in
            defer { table.finish() }
            let name = name(of: table)
            let (from, to) = (table.day("from"), table.day("to"))
            table.require("from", expected: "the first \(TableReader.dayGrammar.dropFirst(2))")
            table.require("to", expected: "the last \(TableReader.dayGrammar.dropFirst(2))")
            let names = NearestName.either(Region.allCases.map(\.rawValue))
            let regions = table.list("regions", expected: names) { Region(rawValue: $0)?.rawValue }
            guard let name, let from, let to else { return nil }
            guard from <= to else {
                table.refuse("to", "\(to) lies before \(from); expected the last day of the holiday")
                return nil
            }
            guard to.number - from.number < SettingsReader.longestHoliday else {
                table.refuse("to", "\(to) makes it longer than \(SettingsReader.longestHoliday) days; expected the last day of the holiday")
                return nil
            }
            return Holiday(name: name, days: from...to, regions: Set(regions ?? []))
        }
    }

    /// In days. The longest there is takes six weeks; a wrong year would silence a school for twelve months.
    private static let longestHoliday = 92

    private func contacts() -> [Contact] {
        var seen: Set<ContactID> = []
        return root.tables("contact", named: "[[contact]]").compactMap { table in
            defer { table.finish() }
            let id = identifier(of: table, seen: &seen)
            let name = name(of: table)
            let grammar = "a telephone number such as \"0800-2000\" or \"+31 50 123 45 67\""
            let phone = table.value("phone", expected: grammar) { SettingsReader.isPhone($0) ? $0 : nil }
            table.require("phone", expected: grammar)
            let also = table.list("also", expected: Name.grammar) { Name.id($0) as ContactID? } ?? []
            for other in also where !seen.insert(other).inserted {
                table.refuse("also", "\"\(other)\" is taken by this or another contact; give each its own names")
            }
            guard let id, let name, let phone else { return nil }
            return Contact(id: id, name: name, phone: phone, also: also)
        }
    }

    private static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.count(where: ServerAddress.isDigit)
        return (3...15).contains(digits) && text.utf8.count <= 30 && text.utf8.first != UInt8(ascii: " ") && text.utf8.last != UInt8(ascii: " ")
            && text.utf8.enumerated().allSatisfy { index, byte in
                ServerAddress.isDigit(byte) || " -()".utf8.contains(byte) || (byte == UInt8(ascii: "+") && index == 0)
            }
    }

    // MARK: -

    func name(of table: TableReader) -> String? {
        table.require("name", expected: table.textGrammar)
        return table.text("name")
    }

    func person(_ key: String, in table: TableReader, people: Set<PersonID>?) -> PersonID? {
        known(key, in: table, among: people, called: "person")
    }

    /// The id of something that stands elsewhere; nil for `ids` when not all of them are known.
    func known<Subject>(
        _ key: String, in table: TableReader, among ids: Set<Identifier<Subject>>?, called what: String
    ) -> Identifier<Subject>? {
        guard let id: Identifier<Subject> = table.value(key, expected: "the id of a [[\(what)]]", Name.id) else { return nil }
        guard let ids, !ids.contains(id) else { return id }
        table.refuse(key, "there is no \(what) \"\(id)\"\(table.hint(for: id.rawValue, among: ids.map(\.rawValue).sorted()))")
        return nil
    }
}
