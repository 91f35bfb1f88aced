import ArgumentParser
import FollowUps
import Store

struct SchoolYearCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school-year", abstract: "What comes round at each school every year.", subcommands: [StartSchoolYear.self])
}

struct StartSchoolYear: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Open the yearly follow-ups of each school and of the board that are not yet open.",
        discussion: """
            These are the kinds of scope school or board that have a school_year in the catalogue: the day on which each is first due. A day that has passed \
            or comes within a week is moved on, one a week for each owner, so that nobody who starts halfway has all of them at once.
            A school keeps what it has: a kind is left alone there when one of it is open, or was due or ended in this school year. So running it \
            again changes nothing.
            """)

    @Option(help: ArgumentHelp("Only for this school; else for all, and for the board.", valueName: "id")) var school: String?
    @Option(
        help: ArgumentHelp("The school year that begins in August of this year; else the running one, or from May on the next.", valueName: "year"))
    var year: Int?
    @Flag(help: "Only tell what would be opened: open nothing.") var dryRun = false
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let year = try schoolYear(today: instance.today)
        let schools = try schools(in: instance)
        let catalogues = instance.settings.catalogues
        let wanted = schools.flatMap { school in
            SchoolYearPlan(
                year, kinds: catalogues.catalogue(at: school.id).kinds(at: school.id), today: instance.today, calendar: school.calendar
            ).openings(at: school.id).map {
                FollowUpSeed($0, unless: .openOrOf(year.days))
            }
        }
        let results = try await instance.store.followUps.openMissing(wanted, isTrial: dryRun, by: change)
        let outcome = try await OpeningReport(results.map { (nil, $0) }, isTrial: dryRun, in: instance)
        context.warn(
            outcome.warnings + leftOut(catalogues.catalogues(at: schools.map(\.id)).flatMap(\.kinds)) + ["school year \(year): \(outcome.summary)"])
        return outcome.listing
    }

    /// The one that is named, else all whose year is theirs to start.
    private func schools(in instance: Instance) throws(CommandError) -> [School] {
        if let school {
            let found = try instance.names.school(school)
            try instance.check(.school, at: found.id)
            return [found]
        }
        let all = instance.settings.directory.places
        guard let visibility = instance.visibility else { return all }
        let theirs = all.filter { visibility.may(.school, at: $0.id) }
        if theirs.isEmpty, let first = all.first { try instance.check(.school, at: first.id) }
        return theirs
    }

    private func schoolYear(today: Day) throws(CommandError) -> SchoolYear {
        let (usual, possible) = SchoolYear.startable(on: today)
        guard let year else { return usual }
        guard let asked = SchoolYear(startingIn: year), possible.contains(asked) else { throw .schoolYear(year, possible: possible) }
        return asked
    }

    /// Kinds that come round at a school and have no day, which may be intended.
    private func leftOut(_ kinds: [Kind]) -> [String] {
        let names = kinds.filter { ($0.scope == .school || $0.scope == .board) && $0.repeat != nil && $0.schoolYearDay == nil }.map(\.id.rawValue)
        return names.isEmpty ? [] : ["left out, because its catalogue gives no school_year for it: \(names.joined(separator: ", "))"]
    }
}
