import Foundation
import FollowUps

public struct NightlyBackup: Sendable {
    public let copy: BackupResult
    public let file: String
    /// Older copies that were removed.
    public let removed: [BackupName]
}

extension Store {
    /// Copies the database into the folder, for its owner only, notes when that was done, and then removes copies that need not be kept. So one that
    /// cannot be made or is not sound pushes out nothing.
    ///
    /// Throws what is wrong with the folder, and as `backUp(to:replacing:acceptingUnsoundHistory:)`.
    public func backUp(into folder: BackupFolder, acceptingUnsoundHistory: Bool, clock: WallClock, at now: Date) async throws -> NightlyBackup {
        try folder.prepare(besideDatabase: path)
        try folder.check(first: try await connection.read { db in try db.firstEntry() })
        let file = folder.file(BackupName(of: folder.database, at: now, clock: clock))
        let copy = try await backUp(to: file, replacing: true, acceptingUnsoundHistory: acceptingUnsoundHistory, ownerOnly: true)
        try await connection.write(whenRetired: true) { db in try db.set(.lastBackup, to: String(now.unixSeconds)) }
        return NightlyBackup(copy: copy, file: file, removed: folder.removeSuperfluous(at: now))
    }
}
