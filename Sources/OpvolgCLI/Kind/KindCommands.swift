import ArgumentParser
import Configuration
import FollowUps

struct KindCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kind", abstract: "The kinds of follow-up in a catalogue.",
        subcommands: [ListKinds.self, ShowKind.self, GraphKinds.self, TryKind.self])
}

struct ListKinds: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show all kinds.")

    @OptionGroup var choice: CatalogueOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let catalogue = try choice.catalogue(of: settings)
        let presenter = KindPresenter(catalogue: catalogue, directory: settings.directory, language: settings.service.language)
        try context.write(presenter.listing(catalogue.kinds), as: format.format)
    }
}

struct ShowKind: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a kind: its term, its outcomes, and what they lead to.")

    @Argument(help: "The kind, or an unambiguous start of it.") var kind: String
    @OptionGroup var choice: CatalogueOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let catalogue = try choice.catalogue(of: settings)
        let presenter = KindPresenter(catalogue: catalogue, directory: settings.directory, language: settings.service.language)
        try context.write(presenter.sheet(try NameResolver(settings).kind(kind, in: catalogue)), as: format.format)
    }
}

struct GraphKinds: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print a catalogue as a graph for Graphviz.",
        discussion: """
            Draw it with: opvolg kind graph | dot -Tsvg > meldcode.svg. With --step only the kinds of one step of the protocol, and what leads there \
            and away, on one sheet: opvolg kind graph --step 5a | dot -Tpdf > 5a.pdf
            """)

    @Option(help: ArgumentHelp("Only what belongs to this step: 5a, or 5 for all that begins with it.", valueName: "step")) var step: String?
    @OptionGroup var choice: CatalogueOption
    @OptionGroup var configuration: ConfigurationOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let catalogue = try choice.catalogue(of: settings)
        let graph = KindGraph(catalogue: catalogue, language: settings.service.language, step: step)
        if let step, graph.isEmpty { throw CommandError.unknown("step", name: step, known: graph.steps) }
        try context.output.write(Array(graph.dot.utf8))
    }
}

struct CatalogueOption: ParsableArguments {
    @Option(help: ArgumentHelp("The catalogue, where the configuration names several; else the first.", valueName: "id")) var catalogue: String?

    func catalogue(of settings: Settings) throws(CommandError) -> Catalogue {
        guard let catalogue else { return settings.catalogues.first }
        guard let found = settings.catalogues.catalogue(CatalogueID(catalogue)) else {
            throw .unknown("catalogue", name: catalogue, known: settings.catalogues.current.map(\.head.id.rawValue))
        }
        return found
    }
}
