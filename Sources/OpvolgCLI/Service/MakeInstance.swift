import ArgumentParser
import Configuration
import Foundation
import Store

struct MakeInstance: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a folder in which the service runs as it stands: configuration, templates and an empty database.",
        discussion: """
            Nothing that is there already is written over. It works by today's code, meldcode-2019, unless --catalogue names that of 2012; later it is \
            [[catalogue]] of opvolg.toml that says so.
            """)

    @Option(help: "The code by which the schools work.") var catalogue: ShippedCatalogue = .shipped
    @Argument(help: ArgumentHelp("The folder; made when it is not there.", valueName: "dir"), completion: .directory) var folder: String = "."

    func run(_ context: CommandContext) async throws {
        let shipped = try ShippedTemplates.folder(near: context.executable)
        let place = InstanceFolder(path: folder, shipped: shipped)
        let file = try await place.make(by: catalogue)
        try context.output.line(
            """
            made \(file), the templates, and an empty database; it works by \(catalogue.rawValue)
            """)
        let option = folder == "." ? "" : " --config \(file)"
        for line in [
            "next: write your schools, people and telephone numbers into \(file)", "      opvolg check\(option)",
            "      opvolg add KIND\(option)      (opvolg kind list\(option) shows the kinds)",
            "      opvolgd\(option)              (reminds until it is stopped)",
        ] { context.output.note(line) }
    }
}

/// A catalogue that comes with the program.
enum ShippedCatalogue: String, CaseIterable, ExpressibleByArgument {
    case meldcode2019 = "meldcode-2019"
    case meldcode2012 = "meldcode-2012"

    /// The one that stands in the configuration as it is shipped.
    static let shipped = meldcode2019

    /// Among the templates.
    var file: String {
        switch self {
        case .meldcode2019: "meldcode-2019.toml"
        case .meldcode2012: "meldcode.toml"
        }
    }
}

enum ShippedTemplates {
    /// For an installed program `../share/opvolg/templates`; for a built one `templates` in a folder above it.
    static func folder(near executable: String) throws(CommandError) -> String {
        var place = URL(filePath: executable).deletingLastPathComponent()
        let installed = place.deletingLastPathComponent().appending(path: "share/opvolg/templates").path
        if holdsTemplates(installed) { return installed }
        while place.path != "/" {
            place.deleteLastPathComponent()
            let candidate = place.appending(path: "templates").path
            if holdsTemplates(candidate) { return candidate }
        }
        throw .noShippedTemplates(lookedFor: [installed, "a folder templates above \(executable)"])
    }

    private static func holdsTemplates(_ folder: String) -> Bool {
        access("\(folder)/\(ConfigurationFile.name)", R_OK) == 0 && access("\(folder)/mail", R_OK) == 0
    }
}
