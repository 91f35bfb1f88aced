import ArgumentParser
import FollowUps

struct ReopenFollowUp: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a closed or cancelled follow-up again.",
        discussion: "What its outcome had opened is withdrawn, but for what somebody has been reminded of already.")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) throws {
        let instance = try context.instance(configuration)
        let change = instance.change(by: try actor.actor(instance.names, in: context))
        let reason = try GivenText.checked(reason, option: "--reason")
        let result = try instance.store.reopen(id, reason: reason, by: change)
        try context.write(
            ChangeReport(
                result.followUp, lead: "open again: ", others: [("withdrawn", result.withdrawn), ("kept", result.kept)], in: instance),
            as: format.format)
    }
}
