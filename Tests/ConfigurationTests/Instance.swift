import Configuration
import Foundation

/// A folder with a configuration file and the shipped templates next to it, gone when the test is done.
final class Instance {
    let folder: URL
    var file: String { folder.appending(path: "opvolg.toml").path }
    var catalogueFile: String { folder.appending(path: "templates/meldcode.toml").path }

    /// The file that every installation may rely on being readable.
    static var contract: String {
        get throws {
            guard let url = Bundle.module.url(forResource: "contract", withExtension: "toml", subdirectory: "Fixtures") else {
                throw CocoaError(.fileNoSuchFile)
            }
            return try String(contentsOf: url, encoding: .utf8)
        }
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static var catalogue: String {
        get throws { try String(contentsOf: repository.appending(path: "templates/meldcode.toml"), encoding: .utf8) }
    }

    init(_ configuration: String? = nil, catalogue: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-configuration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "templates"), withIntermediateDirectories: true)
        try write(configuration ?? Instance.contract)
        try Data((catalogue ?? Instance.catalogue).utf8).write(to: URL(filePath: catalogueFile))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ configuration: String) throws { try Data(configuration.utf8).write(to: URL(filePath: file)) }

    func load() throws(ConfigurationProblems) -> Settings { try Settings.load(from: file) }

    /// What is wrong with it, with the instance's folder cut off file names.
    func problems() -> [String] {
        do throws(ConfigurationProblems) {
            _ = try load()
            return []
        } catch {
            return error.problems.map { $0.description.replacing(folder.path + "/", with: "") }
        }
    }
}
