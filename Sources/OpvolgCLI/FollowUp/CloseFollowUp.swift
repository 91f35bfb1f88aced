import ArgumentParser
import FollowUps

struct CloseFollowUp: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a follow-up with an outcome, and open what follows from it.",
        discussion: "OUTCOME may be shortened to an unambiguous start; opvolg show ID tells what each leads to.")

    @Argument var id: Int64
    @Argument(help: "How it ended.") var outcome: String
    @Option(help: ArgumentHelp("The day on which it happened, when that is not today.", valueName: "date"), transform: Day.argument)
    var on: Day?
    @Option(help: ArgumentHelp("Why; some outcomes ask for it.", valueName: "text")) var reason: String?
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) throws {
        let instance = try context.instance(configuration)
        let change = instance.change(by: try actor.actor(instance.names, in: context))
        let followUp = try instance.store.followUp(id).followUp
        guard let kind = instance.settings.catalogue.kind(followUp.kind) else { throw ClosingError.unknownKind(followUp.kind) }
        let outcome = try instance.names.outcome(outcome, of: kind)
        if outcome.needsReason, reason == nil { throw Refusal.needsReason(outcome.id, of: kind.id) }
        if let on, on > instance.today { throw Refusal.dateInFuture(on) }
        let reason = try reason.map { try GivenText.checked($0, option: "--reason") }
        let result = try instance.store.close(id, with: outcome.id, on: on, reason: reason, by: change)
        for opened in result.opened {
            for warning in OwnerWarning.about(opened, in: instance.settings.directory) { context.output.note("opvolg: \(warning)") }
        }
        try context.write(
            ChangeReport(
                result.followUp, lead: "closed with \(outcome.id): ", others: [("opened", result.opened), ("withdrawn", result.withdrawn)],
                in: instance),
            as: format.format)
    }
}
