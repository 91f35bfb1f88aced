import Foundation
import FollowUps

/// The folder that two machines share, so that each knows of the other: which one has taken over, and when one was last at work.
struct FenceFolder: Sendable {
    let path: String
    /// The first entry of the history; nil of an empty one. Each database needs a folder of its own.
    let database: HistoryDigest?

    private var generationFile: String { "\(path)/opvolg-generation" }
    private var sightingFile: String { "\(path)/opvolg-seen" }

    private struct GenerationText: Codable {
        let number: Int64
        let machine: String
        let claimedAt: Int64
        let database: String?
    }

    private struct SightingText: Codable {
        let machine: String
        let at: Int64
    }

    /// Throws `cannotRead`, also for the generation of another database. Nil when there is none.
    func generation() throws -> Generation? {
        guard let text = try read(GenerationText.self, from: generationFile) else {
            try checkFolder()
            return nil
        }
        if let theirs = text.database, let database, theirs != database.description {
            throw StoreError.cannotRead(path: generationFile, reason: "it is of another database; give each a folder of its own in [standby] fence")
        }
        return Generation(number: text.number, machine: text.machine, claimedAt: Date(timeIntervalSince1970: Double(text.claimedAt)))
    }

    func write(_ generation: Generation) throws {
        try write(
            GenerationText(
                number: generation.number, machine: generation.machine, claimedAt: generation.claimedAt.unixSeconds, database: database?.description),
            to: generationFile)
    }

    /// When another machine than this was last at work; nil when that is unknown.
    func sighting(besides machine: String?) throws -> Date? {
        guard let text = try read(SightingText.self, from: sightingFile), text.machine != machine else { return nil }
        return Date(timeIntervalSince1970: Double(text.at))
    }

    func setSighting(of machine: String, at now: Date) throws { try write(SightingText(machine: machine, at: now.unixSeconds), to: sightingFile) }

    /// A share that is not mounted would look like an empty folder, or like none.
    private func checkFolder() throws {
        var found = stat()
        guard stat(path, &found) == 0 else { throw StoreError.cannotRead(path: path, reason: "there is no such folder; is the share mounted?") }
        guard found.st_mode & S_IFMT == S_IFDIR else { throw StoreError.cannotRead(path: path, reason: "it is not a folder") }
    }

    private func read<Text: Decodable>(_: Text.Type, from file: String) throws -> Text? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StoreError.cannotRead(path: file, reason: String(cString: strerror(errno)))
        }
        do {
            let bytes = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).read(upToCount: 4096) ?? Data()
            return try JSONDecoder().decode(Text.self, from: bytes)
        } catch {
            throw StoreError.cannotRead(
                path: file, reason: "it is not what opvolg writes there; remove it, and run opvolg standby promote where you work")
        }
    }

    /// Whole or not at all, so that the other machine never reads half of it.
    private func write(_ text: some Encodable, to file: String) throws {
        let pending = "\(file).\(getpid())"
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            try (encoder.encode(text) + Data("\n".utf8)).write(to: URL(filePath: pending))
        } catch {
            throw StoreError.cannotWrite(path: file, reason: error.localizedDescription)
        }
        guard rename(pending, file) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(pending)
            throw StoreError.cannotWrite(path: file, reason: reason)
        }
    }
}
