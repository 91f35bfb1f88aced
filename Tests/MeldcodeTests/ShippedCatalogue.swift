import Configuration
import FollowUps
import Foundation

/// The catalogues that are shipped, and copies of them with a change.
enum ShippedCatalogue {
    static let templates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates").standardized

    static func text(_ file: String) throws -> String { try String(contentsOf: templates.appending(path: file), encoding: .utf8) }

    static func load(_ file: String) throws -> Catalogue { try Catalogue.load(file, templates: templates.path) }

    /// Throws `ConfigurationProblems` for one that is wrong.
    static func read(_ text: String) throws -> Catalogue {
        let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try text.write(to: folder.appending(path: "meldcode.toml"), atomically: true, encoding: .utf8)
        return try Catalogue.load(templates: folder.path)
    }
}
