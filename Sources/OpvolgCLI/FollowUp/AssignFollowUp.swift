import ArgumentParser

struct AssignFollowUp: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "assign", abstract: "Give a follow-up another owner, who is told of it.")

    @Argument var id: Int64
    @Argument(help: ArgumentHelp("A role of the catalogue, or a person.", valueName: "person|role")) var owner: String
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) throws {
        let instance = try context.instance(configuration)
        let change = instance.change(by: try actor.actor(instance.names, in: context))
        let followUp = try instance.store.assign(id, to: instance.names.owner(owner), by: change)
        for warning in OwnerWarning.about(followUp, in: instance.settings.directory) { context.output.note("opvolg: \(warning)") }
        try context.write(ChangeReport(followUp, lead: "assigned: ", in: instance), as: format.format)
    }
}
