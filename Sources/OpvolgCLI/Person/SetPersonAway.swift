import ArgumentParser
import FollowUps
import Store

struct SetPersonAway: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "away", abstract: "Let somebody else get a person's reminders for some days.",
        discussion: """
            Reminders planned in those days go to the deputy given here, else to the one in the configuration, or to that person's deputy when \
            they are away as well. What has been planned already stays as it is.
            """)

    @Argument(help: "Who is away.") var id: String
    @Option(help: ArgumentHelp("The first day.", valueName: "date"), transform: Day.argument) var from: Day
    @Option(help: ArgumentHelp("The last day.", valueName: "date"), transform: Day.argument) var until: Day
    @Option(help: ArgumentHelp("Who stands in.", valueName: "id")) var deputy: String?
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let request = try CommandError.translating({ (problem: AbsenceRequest.Problem) in CommandError(problem, instance.names) }) {
            try AbsenceRequest(
                PersonID(id), from: from, until: until, deputy: deputy.map { PersonID($0) }, rules: instance.rules, today: instance.today)
        }
        let (absence, person) = (request.absence, request.absence.person)
        try check(person, in: instance)
        if let deputy = absence.deputy, let visibility = instance.visibility {
            let possible = visibility.possibleDeputies.map(\.id)
            guard possible.contains(deputy) else { throw CommandError.notADeputy(deputy, possible: possible) }
        }
        try await instance.store.absences.setAway(absence, by: change.actor, through: change.through, at: change.now)
        let absences = try await instance.store.absences.list(notOverOn: instance.today)
        if let gap = Routing(directory: instance.settings.directory, absences: absences).gap(in: absence, from: instance.today) {
            context.warn([StandInWarning.text(gap)])
        }
        return DetailReport(
            members: [("person", .text(person)), ("away", absence.field)], lines: ["\(person) is away \(absence.phrase)"])
    }
}

struct SetPersonBack: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "back", abstract: "End a person's absences: what is under way, and what is still to come.")

    @Argument(help: "Who is back.") var id: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let person = try instance.names.person(id).id
        try check(person, in: instance)
        let ended = try await instance.store.absences.setBack(
            person, on: instance.today, by: change.actor, through: change.through, at: change.now)
        return DetailReport(
            members: [("person", .text(person)), ("ended", .list(ended.map(\.field)))],
            lines: ["\(person) is back; ended: \(ended.map(\.phrase).joined(separator: ", "))"])
    }
}

/// Throws when the absence is not theirs to record.
private func check(_ person: PersonID, in instance: Instance) throws(CommandError) {
    guard instance.visibility?.mayRecordAbsence(of: person) ?? true else { throw .notTheirAbsence(person) }
}
