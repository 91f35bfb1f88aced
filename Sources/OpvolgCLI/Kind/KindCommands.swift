import ArgumentParser

struct KindCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kind", abstract: "The kinds of follow-up in the catalogue.",
        subcommands: [ListKinds.self, ShowKind.self, GraphKinds.self, TryKind.self])
}

struct ListKinds: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show all kinds.")

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let presenter = KindPresenter(catalogue: settings.catalogue, directory: settings.directory, language: settings.service.language)
        try context.write(presenter.listing(settings.catalogue.kinds), as: format.format)
    }
}

struct ShowKind: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a kind: its term, its outcomes, and what they lead to.")

    @Argument(help: "The kind, or an unambiguous start of it.") var kind: String
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let presenter = KindPresenter(catalogue: settings.catalogue, directory: settings.directory, language: settings.service.language)
        try context.write(presenter.sheet(try NameResolver(settings).kind(kind)), as: format.format)
    }
}

struct GraphKinds: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print the catalogue as a graph for Graphviz.",
        discussion: """
            Draw it with: opvolg kind graph | dot -Tsvg > meldcode.svg. With --step only the kinds of one step of the protocol, and what leads there \
            and away, on one sheet: opvolg kind graph --step 5a | dot -Tpdf > 5a.pdf
            """)

    @Option(help: ArgumentHelp("Only what belongs to this step: 5a, or 5 for all that begins with it.", valueName: "step")) var step: String?
    @OptionGroup var configuration: ConfigurationOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let graph = KindGraph(catalogue: settings.catalogue, language: settings.service.language, step: step)
        if let step, graph.isEmpty { throw CommandError.unknown("step", name: step, known: graph.steps) }
        try context.output.write(Array(graph.dot.utf8))
    }
}
