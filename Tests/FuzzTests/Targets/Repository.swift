import Foundation

/// The files of the repository that seeds are taken from.
enum Repository {
    /// The package of libFuzzer reaches this file over a link.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

    /// The configuration that every installation may rely on being readable.
    static func contract() throws -> String { try text("Tests/ConfigurationTests/Fixtures/contract.toml") }
}
