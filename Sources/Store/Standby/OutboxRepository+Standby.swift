import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Whether this machine may send, for the daemon. Claims a database that nobody has claimed, leaves a sign of life at the fence, and writes down what
    /// the fence says, so that commands and pages know it too.
    ///
    /// - Parameter fence: the folder that two machines share; nil without a second machine.
    public func standbyFinding(fence: String?, at now: Date) async throws -> StandbyFinding {
        try await standbyFinding(fence: fence, claiming: true, at: now)
    }

    /// - Parameter claiming: false for a command, which only wants to know.
    public func standbyFinding(fence: String?, claiming: Bool, at now: Date) async throws -> StandbyFinding {
        let known = try await standbyKnowledge(at: now)
        guard let fence else { return known.finding(nil, known.record, at: now) }
        let folder = FenceFolder(path: fence, database: known.database)
        let reading = await reading(folder).judged(after: known.record)
        let record = known.record.after(reading, at: now.wholeSecond)
        let finding = known.finding(reading, record, at: now)
        if case .retired(let other) = finding, other != known.latest { try await connection.write(whenRetired: true) { db in try db.add(other) } }
        if claiming, record != known.record { try await connection.write(whenRetired: true) { db in try db.set(record) } }
        guard claiming, finding == .active else { return finding }
        let own: Generation
        if let latest = known.latest { own = latest } else { own = try await claim(reading, at: now.wholeSecond) }
        if reading == .generation(own), record == known.record { return finding }
        do {
            try await connection.share.run { [wasThere = reading == .generation(own)] in
                if !wasThere { try folder.write(own) }
                try folder.setSighting(of: own.machine, at: now)
            }
        } catch {
            return .unwatched(reason: "\(error)")
        }
        if reading == .empty { try await connection.write(whenRetired: true) { db in try db.set(FenceRecord(lastRead: now.wholeSecond)) } }
        return finding
    }

    private func reading(_ folder: FenceFolder) async -> FenceReading {
        do {
            return try await connection.share.run { try folder.generation() }.map { .generation($0) } ?? .empty
        } catch {
            return .unreadable(reason: "\(error)")
        }
    }

    /// For a database that has none. The fence may have one of this machine, when the database is an older copy of its own.
    private func claim(_ reading: FenceReading, at now: Date) async throws -> Generation {
        // One at a time, or two would draw an id each.
        try await connection.write(whenRetired: true) { db in
            if let latest = try db.latestGeneration() { return latest }
            let file = MachineFile(database: connection.path)
            let known = try file.id()
            let machine = known ?? Self.newMachine()
            if known == nil { try file.set(machine) }
            var generation = Generation(number: 1, machine: machine, claimedAt: now)
            if case .generation(let other) = reading, other.machine == machine { generation = other }
            try db.add(generation)
            return generation
        }
    }

    static func newMachine() -> String { UUID().uuidString.lowercased() }

    func standbyKnowledge(at now: Date) async throws -> StandbyKnowledge {
        let machine = try connection.isInMemory ? nil : MachineFile(database: connection.path).id()
        return try await connection.read { db in
            StandbyKnowledge(
                machine: machine, latest: try db.latestGeneration(), record: try db.fenceRecord(), database: try db.firstEntry(),
                lastPass: try db.lastPass())
        }
    }
}

/// What a machine knows by itself.
struct StandbyKnowledge: Sendable {
    let machine: String?
    let latest: Generation?
    let record: FenceRecord
    /// The first entry of the history.
    let database: HistoryDigest?
    let lastPass: Date?

    func finding(_ reading: FenceReading?, _ record: FenceRecord, at now: Date) -> StandbyFinding {
        StandbyFinding(machine: machine, latest: latest, reading: reading, record: record, at: now)
    }
}
