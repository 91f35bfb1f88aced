import FollowUps

extension SettingsReader {
    func directory(
        service: ServiceSettings, staff: StaffList?, holidayFile: HolidayFile?, webhooks: [Webhook], catalogues: CatalogueFiles
    ) -> Directory {
        // Schools and people name each other, and holidays make a school's calendar: ids first, then each in the order of the file.
        let schools = root.tables("school", named: "[[school]]")
        let people = root.tables("person", named: "[[person]]")
        let listed = staff?.people ?? []
        // A person may be on a line that could not be read.
        let isEverybodyKnown = service.people == nil || staff?.isComplete == true
        let personIDs: Set<PersonID>? = isEverybodyKnown ? ids(of: people + listed) : nil
        let schoolIDs = ids(of: schools) as Set<SchoolID>
        let drafts = schoolDrafts(schools, catalogues: catalogues, people: personIDs)
        let board = boardDraft(catalogues: catalogues, people: personIDs)
        let holders = Dictionary(grouping: drafts.flatMap(\.roles), by: \.key).mapValues { $0.map(\.value).sorted() }
        let known = PersonReferences(
            schools: schoolIDs, people: personIDs, webhooks: webhooks, language: service.language, holders: holders,
            hasStaffList: service.people != nil)
        let persons = persons(people, listed, known)
        staff?.warnOfUnreachable(persons)
        let holidays = holidays(besides: holidayFile)
        let places = drafts.map { $0.school(holidays: holidays, clock: service.clock) }
        let boardPlace = self.board(board, first: places.first, for: catalogues.catalogue(of: board?.catalogue))
        let allPlaces = places + (boardPlace.map { [$0] } ?? [])
        let values = catalogues.values(for: allPlaces)
        return Directory(
            clock: service.clock, schools: places, board: boardPlace, people: persons, contacts: contacts(of: catalogues, at: places),
            fallbacks: values?.fallbacks ?? [:], fallbacksOfSchools: values?.fallbacksOfSchools(allPlaces.map(\.id)) ?? [:])
    }

    private func ids<Subject>(of tables: [TableReader]) -> Set<Identifier<Subject>> {
        Set(tables.compactMap { $0.peekID().flatMap(IdentifierSyntax.id) })
    }

    // MARK: Schools

    private struct SchoolDraft {
        let id: SchoolID
        let name: String
        let region: String
        let roles: [RoleID: PersonID]
        let holidayCover: [RoleID: PersonID]
        let freeDays: Set<Day>
        let schoolDays: Set<Day>
        let catalogue: CatalogueID?

        func school(holidays: [Holiday], clock: WallClock) -> School {
            let calendar = SchoolCalendar(
                clock: clock, holidays: holidays.filter { $0.applies(to: region) }.map(\.days), freeDays: freeDays, schoolDays: schoolDays)
            return School(id: id, name: name, region: region, roles: roles, holidayCover: holidayCover, calendar: calendar, catalogue: catalogue)
        }
    }

    private func schoolDrafts(_ tables: [TableReader], catalogues: CatalogueFiles, people: Set<PersonID>?) -> [SchoolDraft] {
        if tables.isEmpty, !root.has("school") { root.findings.add("[[school]]", "is missing; expected at least one school") }
        var seen: Set<SchoolID> = []
        return tables.compactMap { table in
            defer { table.finish() }
            let id = table.identifier(seen: &seen)
            let name = table.requiredName()
            let region: HolidayRegion? = table.choice("region")
            table.require("region", expected: NearestName.either(HolidayRegion.allCases.map(\.rawValue)))
            let freeDays = Set(table.days("free_days") ?? [])
            let schoolDays = Set(table.days("school_days") ?? [])
            for day in freeDays.intersection(schoolDays).sorted() {
                table.refuse("school_days", "\(day) stands under free_days too; it can be one of the two")
            }
            let catalogue = catalogueID(in: table, among: catalogues)
            let roles = catalogues.roles
            let holders = table.table("roles").map { self.holders($0, roles: roles, people: people) } ?? [:]
            let cover = table.table("holiday_cover").map { self.holders($0, roles: roles, people: people) } ?? [:]
            guard let id, let name, let region else { return nil }
            return SchoolDraft(
                id: id, name: name, region: region.rawValue, roles: holders, holidayCover: cover, freeDays: freeDays, schoolDays: schoolDays,
                catalogue: catalogue ?? (catalogues.files.count > 1 ? catalogues.catalogues.first?.head.id : nil))
        }
    }

    func holders(_ table: TableReader, roles: Set<RoleID>?, people: Set<PersonID>?) -> [RoleID: PersonID] {
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

    // MARK: Holidays

    /// The holidays of the list, with the installation's own on top.
    private func holidays(besides listed: HolidayFile?) -> [Holiday] {
        let merge = HolidayMerge(listed: listed?.holidays ?? [], own: ownHolidays())
        for (own, other) in merge.doubtful {
            root.findings.warn(
                "[[holiday]] \"\(IdentifierSyntax.presentable(own.name))\"",
                "overlaps \"\(IdentifierSyntax.presentable(other.name))\" of \(other.days.lowerBound) in \(listed?.path ?? ""), and both count; give it that name if "
                    + "it is to take its place")
        }
        return merge.holidays
    }

    private func ownHolidays() -> [Holiday] {
        root.tables("holiday", named: "[[holiday]]").compactMap { table in
            defer { table.finish() }
            let name = table.requiredName()
            let (from, to) = (table.day("from"), table.day("to"))
            table.require("from", expected: "the first \(TableReader.dayGrammar.dropFirst(2))")
            table.require("to", expected: "the last \(TableReader.dayGrammar.dropFirst(2))")
            let names = NearestName.either(HolidayRegion.allCases.map(\.rawValue))
            let regions = table.list("regions", expected: names) { HolidayRegion(rawValue: $0)?.rawValue }
            guard let name, let from, let to else { return nil }
            if let objection = HolidayFile.objection(from: from, to: to) {
                table.refuse("to", objection)
                return nil
            }
            return Holiday(name: name, days: from...to, regions: Set(regions ?? []))
        }
    }

    /// The file's contacts, and those of the catalogue that the file lacks.
    private func contacts(of catalogues: CatalogueFiles, at schools: [School]) -> [Contact] {
        let configured = ContactReader.contacts(in: root, named: "[[contact]]", schools: Set(schools.map(\.id)))
        let contacts = catalogues.values(for: schools)?.contacts(besides: configured) ?? configured
        for catalogue in catalogues.catalogues {
            warn(
                ofContactsMissingIn: contacts, at: schools.filter { catalogues.catalogue(of: $0.catalogue)?.head.id == catalogue.head.id }.map(\.id),
                for: catalogue.kinds)
        }
        return contacts
    }

    /// What only some schools have, the others' actions cannot show.
    private func warn(ofContactsMissingIn contacts: [Contact], at schools: [SchoolID], for kinds: [Kind]) {
        var asked: Set<ContactID> = []
        for id in kinds.flatMap(\.contacts) where asked.insert(id).inserted {
            let named = contacts.filter { $0.names.contains(id) }
            if named.isEmpty || named.contains(where: \.schools.isEmpty) { continue }
            for school in schools where !named.contains(where: { $0.schools.contains(school) }) {
                root.findings.warn(
                    "[[contact]] \"\(id)\" schools", "is not there for \"\(school)\", whose actions name it; add one with schools = [\"\(school)\"]")
            }
        }
    }

    // MARK: -

    func person(_ key: String, in table: TableReader, people: Set<PersonID>?) -> PersonID? {
        known(key, in: table, among: people, called: "person")
    }

    /// The id of something in another table. With nil for `ids` any id will do, because not all are known.
    func known<Subject>(
        _ key: String, in table: TableReader, among ids: Set<Identifier<Subject>>?, called what: String
    ) -> Identifier<Subject>? {
        guard let id: Identifier<Subject> = table.value(key, expected: "the id of a [[\(what)]]", IdentifierSyntax.id) else { return nil }
        guard let ids, !ids.contains(id) else { return id }
        table.refuse(key, "there is no \(what) \"\(id)\"\(table.hint(for: id.rawValue, among: ids.map(\.rawValue).sorted()))")
        return nil
    }
}
