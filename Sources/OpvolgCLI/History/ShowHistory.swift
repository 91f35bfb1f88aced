import ArgumentParser
import FollowUps

struct ShowHistory: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show who changed what and when: of a follow-up, of a case, or of everything.")

    @Argument var id: Int64?
    @Option(name: .customLong("case"), help: ArgumentHelp("Of this case.", valueName: "code")) var caseCode: String?
    @OptionGroup var options: ViewOptions

    func validate() throws {
        if id != nil, caseCode != nil { throw ValidationError("give a follow-up or --case CODE, not both") }
    }

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration)
        let hidden = try await instance.hidden(from: options.viewer)
        if let id { _ = try await instance.store.followUps.followUp(id, hiding: hidden) }
        let entries = try await instance.store.history.entries(of: id, caseCode: caseCode.map { CaseCode($0) }, hiding: hidden)
        if entries.isEmpty, options.format.format == .table { context.output.note("no history") }
        try context.write(HistoryPresenter(clock: instance.clock).listing(entries), as: options.format.format)
    }
}
