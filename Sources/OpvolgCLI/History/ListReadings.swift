import ArgumentParser
import FollowUps

struct ListReadings: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "reads", abstract: "Show who read which case on the pages, and when.",
        discussion: """
            Whoever goes on reading a case is written down once in a quarter of an hour. What the command line shows is not written down here. It is \
            kept as long as the case.
            """)

    @Option(name: .customLong("case"), help: ArgumentHelp("Only of this case.", valueName: "code")) var caseCode: String?
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration)
        let hidden = try await instance.hidden(from: options.viewer)
        let readings = try await instance.store.history.readings(of: caseCode.map { CaseCode($0) }, hiding: hidden)
        if readings.isEmpty, options.format.format == .table { context.output.note("nobody has read a case") }
        let clock = instance.clock
        let listing = TableReport<CaseReading>(
            rows: readings,
            columns: [
                .init("at") { .text(clock.iso8601($0.at)) }, .init("person") { .written($0.person.rawValue) },
                .init("case") { .text($0.caseCode.rawValue) },
            ],
            tableColumns: [
                .init("WHEN") { clock.toTheMinute($0.at) }, .init("WHO") { $0.person.rawValue }, .init("CASE") { $0.caseCode.rawValue },
            ])
        try context.write(listing, as: options.format.format)
    }
}
