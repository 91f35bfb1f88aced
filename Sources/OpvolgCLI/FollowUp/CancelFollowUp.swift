import ArgumentParser

struct CancelFollowUp: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a follow-up that need not be done any more; nothing follows from it.")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) throws {
        let instance = try context.instance(configuration)
        let change = instance.change(by: try actor.actor(instance.names, in: context))
        let reason = try GivenText.checked(reason, option: "--reason")
        let followUp = try instance.store.cancel(id, reason: reason, by: change)
        try context.write(ChangeReport(followUp, lead: "cancelled: ", in: instance), as: format.format)
    }
}
