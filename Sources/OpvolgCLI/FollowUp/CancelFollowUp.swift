import ArgumentParser
import Store

struct CancelFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a follow-up that is no longer needed; nothing follows from it.")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) throws -> any Report {
        let reason = try GivenText.checked(reason, option: "--reason")
        let followUp = try instance.store.cancel(id, reason: reason, by: change)
        return try ChangeReport(followUp, lead: "cancelled: ", in: instance)
    }
}
