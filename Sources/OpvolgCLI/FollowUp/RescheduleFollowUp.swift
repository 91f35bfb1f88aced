import ArgumentParser
import FollowUps
import Store

struct RescheduleFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reschedule", abstract: "Give a follow-up another due moment; its reminders start anew.",
        discussion: "WHEN is \(DateExpression.grammar).")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("When it has to be done.", valueName: "when"), transform: DateExpression.argument) var due: DateExpression
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let followUp = try await instance.followUp(id, to: .reschedule)
        let request = try CommandError.translating({ (problem: RescheduleRequest.Problem) in CommandError(problem, instance.clock) }) {
            try RescheduleRequest(followUp, due: due, reason: reason, rules: change.rules, now: context.now)
        }
        let changed = try await instance.store.followUps.reschedule(request, by: change)
        return try await ChangeReport(changed, lead: "rescheduled: ", in: instance)
    }
}
