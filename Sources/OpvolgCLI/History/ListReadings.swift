import ArgumentParser
import FollowUps
import Store

struct ListReadings: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "reads", abstract: "Show who read which case, on the pages or here, and when.",
        discussion: """
            Whoever goes on reading a case is written down once in a quarter of an hour, by a command with who acted in their name. It is kept as long \
            as the case. Whoever may not read all of the history sees what they read themselves.
            """)

    @Option(name: .customLong("case"), help: ArgumentHelp("Only of this case.", valueName: "code")) var caseCode: String?
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let readings = try await readings(of: caseCode.map { CaseCode($0) }, in: instance)
        if readings.isEmpty, options.format.format == .table { context.output.note("nobody has read a case") }
        let clock = instance.clock
        let listing = TableReport<CaseReading>(
            rows: readings,
            columns: [
                .init("at") { .text(clock.iso8601($0.at)) }, .init("person") { .written($0.person.rawValue) },
                .init("case") { .text($0.caseCode.rawValue) }, .init("through") { .written($0.through) },
            ],
            tableColumns: [
                .init("WHEN") { clock.toTheMinute($0.at) }, .init("WHO") { $0.who }, .init("CASE") { $0.caseCode.rawValue },
            ])
        try context.write(listing, as: options.format.format)
    }
    private func readings(of code: CaseCode?, in instance: Instance) async throws -> [CaseReading] {
        let found = try await instance.store.history.readings(of: code, hiding: instance.hidden)
        guard let visibility = instance.visibility else { return found }
        let schools = Set(visibility.schools(where: .history).map(\.id))
        var known: [CaseCode: SchoolID] = [:]
        if !schools.isEmpty {
            var every = CaseFilter()
            every.isOpen = nil
            for dossier in try await instance.store.cases.list(every) { known[dossier.code] = dossier.school }
        }
        let viewer = visibility.viewer.id
        return found.filter { reading in
            reading.person == viewer || reading.through == viewer.rawValue || known[reading.caseCode].map(schools.contains) == true
        }
    }
}

extension CaseReading {
    /// `ib-vlieger (through beheerder)`
    fileprivate var who: String { person.rawValue + (through.map { " (through \($0))" } ?? "") }
}
