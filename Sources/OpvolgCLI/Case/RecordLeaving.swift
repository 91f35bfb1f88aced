import ArgumentParser
import FollowUps
import Store

struct RecordLeaving: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "left", abstract: "Record that whom a case is about has left the school.",
        discussion: "How long the case is kept counts from that day, if it is later than its closing. Some outcomes record it by themselves.")

    @Argument var code: String
    @Option(help: ArgumentHelp("The day on which they left, when that is not today.", valueName: "date"), transform: Day.argument) var on: Day?
    @Flag(name: .customLong("not"), help: "They have not left after all.") var hasNot = false
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        if hasNot, on != nil { throw ValidationError("give --on or --not, not both") }
    }

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .left)
        let day = hasNot ? nil : on ?? instance.today
        let request = try CommandError.translating({ (problem: LeavingRequest.Problem) in CommandError(problem) }) {
            try LeavingRequest(CaseCode(code), on: day, rules: change.rules, now: context.now)
        }
        let dossier = try await instance.store.cases.leave(request, by: change)
        return try await CaseReport(dossier, lead: day.map { "left on \($0):" } ?? "has not left:", in: instance)
    }
}
