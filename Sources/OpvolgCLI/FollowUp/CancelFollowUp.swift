import ArgumentParser
import FollowUps
import Store

struct CancelFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a follow-up that is no longer needed; nothing follows from it.")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.followUp(id, to: .cancel)
        let request = try CommandError.translating({ (problem: CancellationRequest.Problem) in CommandError(problem) }) {
            try CancellationRequest(id, reason: reason)
        }
        let followUp = try await instance.store.followUps.cancel(request, by: change)
        return try await ChangeReport(followUp, lead: "cancelled: ", in: instance)
    }
}
