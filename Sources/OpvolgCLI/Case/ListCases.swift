import ArgumentParser
import FollowUps
import Store

struct ListCases: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show cases, with what is open in each.",
        discussion: "A case is silent when it is open and nothing in it keeps it going.")

    enum Status: String, CaseIterable, ExpressibleByArgument {
        case open, closed, all
    }

    @Option(help: "Only of this status: open, closed or all.") var status: Status = .open
    @Option(help: ArgumentHelp("Only of this school.", valueName: "id")) var school: String?
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        var filter = CaseFilter()
        filter.isOpen = status == .all ? nil : status == .open
        filter.school = try school.map { try instance.names.school($0).id }
        let followUps = Dictionary(grouping: try await instance.store.followUps.list(FollowUpFilter()), by: \.followUp.caseCode)
        let rows = try await instance.store.cases.list(filter).filter { instance.visibility == nil || instance.visibility?.permission(in: $0) != nil }
            .map { ListedCase($0, instance.readsTimeline(of: $0) ? followUps[$0.code, default: []] : nil) }
        if rows.isEmpty, options.format.format == .table { context.output.note("no cases") }
        try context.write(CasePresenter(instance).listing(rows), as: options.format.format)
    }
}
