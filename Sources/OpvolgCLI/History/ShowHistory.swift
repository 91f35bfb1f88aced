import ArgumentParser
import FollowUps
import Store

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
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let code = caseCode.map { CaseCode($0) }
        let found = try await instance.store.history.entries(of: id, caseCode: code, hiding: instance.hidden)
        let entries = try await instance.visible(found)
        if let id, entries.isEmpty {
            _ = try await instance.permitted(id)
            if !found.isEmpty { throw CommandError.noReasons(id) }
        }
        if !entries.isEmpty { await instance.noteReading(of: try await readCase(code, instance), context) }
        if entries.isEmpty, options.format.format == .table { context.output.note("no history") }
        try context.write(HistoryPresenter(clock: instance.clock).listing(entries), as: options.format.format)
    }

    private func readCase(_ code: CaseCode?, _ instance: Instance) async throws -> CaseCode? {
        guard let id else { return code }
        return try await instance.store.followUps.followUp(id).followUp.caseCode
    }
}
