import ArgumentParser
import FollowUps
import Store

struct ReopenFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a closed or cancelled follow-up again.",
        discussion: """
            What its outcome had opened is withdrawn, but for what somebody has been reminded of already; what that had withdrawn is opened again.
            """)

    @Argument var id: Int64
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.followUp(id, to: .reopen)
        let request = try CommandError.translating({ (problem: ReopeningRequest.Problem) in CommandError(problem) }) {
            try ReopeningRequest(id, reason: reason)
        }
        let result = try await instance.store.followUps.reopen(request, by: change)
        return try await ChangeReport(
            result.followUp, lead: "open again: ", others: [("opened", result.opened), ("withdrawn", result.withdrawn), ("kept", result.kept)],
            in: instance)
    }
}
