import Configuration
import Foundation
import Store

/// Makes a folder into an instance: all of it, or nothing.
struct InstanceFolder {
    let path: String
    /// The templates that come with the program, and the configuration among them.
    let shipped: String

    /// Writable for the service's group, which new files inherit.
    static let folderMode = 0o2770
    static let fileMode = 0o660

    private var files: FileManager { .default }

    /// Returns the path of the configuration file. Throws a `CommandError` when something is in the way.
    func make(by catalogue: ShippedCatalogue) async throws -> String {
        let wanted = [ConfigurationFile.name, "templates", "opvolg.db"].map(inside)
        let inTheWay = wanted.filter { files.fileExists(atPath: $0) }
        if !inTheWay.isEmpty { throw CommandError.inTheWay(inTheWay) }

        let isNew = !files.fileExists(atPath: path)
        do {
            if isNew { try makeFolder(path) }
            try copyFile(from: "\(shipped)/\(ConfigurationFile.name)", to: inside(ConfigurationFile.name))
            if catalogue != .shipped { try name(catalogue) }
            try copyFolder(from: shipped, to: inside("templates"), leavingOut: [ConfigurationFile.name])
            let settings = try Settings.load(from: inside(ConfigurationFile.name))
            _ = try Store(path: settings.service.database)
            return inside(ConfigurationFile.name)
        } catch {
            // None of this was here before.
            for made in (isNew ? [path] : wanted + [inside("opvolg.db-wal"), inside("opvolg.db-shm")]) { try? files.removeItem(atPath: made) }
            throw (error as? CocoaError).map { CommandError.cannotMake(path: $0.filePath ?? path, reason: $0.reason) } ?? error
        }
    }

    /// In the configuration, in the place of the one that is shipped in it.
    private func name(_ catalogue: ShippedCatalogue) throws {
        let file = inside(ConfigurationFile.name)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("\nfile = \"\(ShippedCatalogue.shipped.file)\"", with: "\nfile = \"\(catalogue.file)\"")
            .write(toFile: file, atomically: false, encoding: .utf8)
    }

    private func inside(_ name: String) -> String { path == "." ? name : "\(path)/\(name)" }

    private func makeFolder(_ path: String) throws {
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        // Afterwards, because the umask narrows the mode at creation.
        try files.setAttributes([.posixPermissions: Self.folderMode], ofItemAtPath: path)
    }

    private func copyFile(from source: String, to target: String) throws {
        try files.copyItem(atPath: source, toPath: target)
        try files.setAttributes([.posixPermissions: Self.fileMode], ofItemAtPath: target)
    }

    private func copyFolder(from source: String, to target: String, leavingOut: Set<String> = []) throws {
        try makeFolder(target)
        for name in try files.contentsOfDirectory(atPath: source).sorted() where !leavingOut.contains(name) && !name.hasPrefix(".") {
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: "\(source)/\(name)", isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                try copyFolder(from: "\(source)/\(name)", to: "\(target)/\(name)")
            } else {
                try copyFile(from: "\(source)/\(name)", to: "\(target)/\(name)")
            }
        }
    }
}

extension CocoaError {
    fileprivate var reason: String {
        (underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) } ?? localizedDescription
    }
}
