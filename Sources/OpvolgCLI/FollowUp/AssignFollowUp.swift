import ArgumentParser
import FollowUps
import Store

struct AssignFollowUp: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "assign", abstract: "Give a follow-up another owner, who is told of it.")

    @Argument var id: Int64?
    @Argument(help: ArgumentHelp("A role of the catalogue, or a person.", valueName: "person|role")) var owner: String?
    @Option(
        help: ArgumentHelp(
            "Instead of one follow-up, all that this owner has open by name, also one who is not there any more.", valueName: "person|role"))
    var allOf: String?
    @Option(help: ArgumentHelp("With --all-of: the new owner.", valueName: "person|role")) var to: String?
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func validate() throws {
        let isOne = id != nil && owner != nil && allOf == nil && to == nil
        let isAll = id == nil && owner == nil && allOf != nil && to != nil
        if !isOne, !isAll { throw ValidationError("give a follow-up and its new owner, or --all-of PERSON|ROLE --to PERSON|ROLE") }
    }

    func run(_ context: CommandContext) throws {
        let instance = try context.instance(configuration)
        let change = instance.change(by: try actor.actor(instance.names, in: context))
        if let allOf, let to { return try assignAll(of: allOf, to: to, by: change, instance, context) }
        guard let id, let owner else { return }
        let followUp = try instance.store.assign(id, to: instance.names.owner(owner), by: change)
        for warning in OwnerWarning.about(followUp, in: instance.settings.directory) { context.output.note("opvolg: \(warning)") }
        try context.write(ChangeReport(followUp, lead: "assigned: ", in: instance), as: format.format)
    }

    private func assignAll(of former: String, to owner: String, by change: Change, _ instance: Instance, _ context: CommandContext) throws {
        let isRole = instance.settings.catalogue.role(RoleID(former)) != nil
        let assigned = try instance.store.assignAll(
            of: isRole ? .role(RoleID(former)) : .person(PersonID(former)), to: instance.names.owner(owner), by: change)
        if assigned.isEmpty { throw Refusal.ownsNothing(former) }
        for warning in assigned.flatMap({ OwnerWarning.about($0, in: instance.settings.directory) }) {
            context.output.note("opvolg: \(warning)")
        }
        try context.write(instance.presenter.listing(try assigned.map { try instance.store.followUp($0.id) }), as: format.format)
    }
}
