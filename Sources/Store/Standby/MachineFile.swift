import Foundation

/// The id of this machine, in a file beside the database. A replica of the database comes without it.
struct MachineFile {
    private let database: String

    init(database: String) { self.database = database }

    private var path: String { database + ".machine" }

    /// Nil when this machine has none. Throws `cannotRead`: then nobody knows whose the database is.
    func id() throws -> String? {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            guard access(path, F_OK) == 0 else { return nil }
            throw StoreError.cannotRead(
                path: path, reason: "it has to be readable for whoever runs opvolg; give it the owner and mode of the database")
        }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    /// Throws `cannotWrite`.
    func set(_ id: String) throws {
        let pending = try AtomicFile(for: path, besideDatabase: database)
        do {
            try Data("\(id)\n".utf8).write(to: URL(filePath: pending.path))
        } catch {
            throw StoreError.cannotWrite(path: path, reason: error.localizedDescription)
        }
        try pending.putInPlace(replacing: true)
    }
}
