import ArgumentParser
import FollowUps
import Store

struct CloseFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a follow-up with an outcome, and open what follows from it.",
        discussion: """
            OUTCOME may be shortened to an unambiguous start; opvolg show ID tells what each leads to. What comes round by itself and is open \
            already is not opened a second time: it is kept, with the earlier of the two due moments. Some outcomes begin a case of their own \
            where other work is open; its code is told then.
            """)

    @Argument var id: Int64
    @Argument(help: "How it ended.") var outcome: String
    @Argument(help: "What came together with it, where the kind has that.") var beside: [String] = []
    @Option(help: ArgumentHelp("The day on which it happened, when that is not today.", valueName: "date"), transform: Day.argument)
    var on: Day?
    @Option(
        help: ArgumentHelp("The day that was agreed on, or a term; some outcomes ask for it.", valueName: "when"), transform: DateExpression.argument)
    var due: DateExpression?
    @Option(help: ArgumentHelp("Why; some outcomes ask for it.", valueName: "text")) var reason: String?
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let followUp = try await instance.followUp(id, to: .close)
        guard let kind = instance.settings.catalogues.kind(of: followUp) else { throw ClosingError.unknownKind(followUp.kind) }
        let outcome = try instance.names.outcome(outcome, of: kind)
        let others = try beside.map { try instance.names.outcome($0, of: kind) }
        let request = try CommandError.translating({ (problem: ClosingRequest.Problem) in CommandError(problem, instance.clock) }) {
            try ClosingRequest(
                followUp, outcome: outcome.id, beside: others.map(\.id), on: on, due: due, reason: reason, rules: change.rules, now: context.now)
        }
        let result = try await instance.store.followUps.close(request, by: change)
        context.warn(try await OwnerWarning.about(result.opened, in: instance))
        return try await ChangeReport(
            result.followUp, lead: "closed with \(([outcome] + others).map(\.id.rawValue).joined(separator: " and ")): ",
            others: [("opened", result.opened), ("kept", result.kept), ("withdrawn", result.withdrawn)],
            ownCase: OwnCase(code: result.ownCase, asked: followUp.caseCode), in: instance)
    }
}
