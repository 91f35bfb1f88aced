import GRDB

extension OutboxRepository {
    /// Pages that are given back in one transaction: two megabytes.
    static let shrinkingBatch = 512
    /// Pages of free room that are left in any case, for what comes next.
    static let usualRoom = 1024

    /// Gives some of the free room of the file back to the disk, when that is more than a tenth of it. Returns whether there is more to give back.
    ///
    /// A file from before `auto_vacuum` can give back nothing in parts; `Store.vacuum` makes it one that can.
    public func shrink() async throws -> Bool {
        try await connection.onWriter { db in
            guard try db.excessRoom() else { return false }
            try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.shrinkingBatch))")
            return try db.excessRoom()
        }
    }
}

extension Database {
    /// So that the free room of a file that is begun can be given back in parts. Only before its first table.
    func makeShrinkable() throws { try execute(sql: "PRAGMA auto_vacuum = INCREMENTAL") }

    fileprivate func excessRoom() throws -> Bool {
        guard try Int.fetchOne(self, sql: "PRAGMA auto_vacuum") == 2 else { return false }
        let pages = try Int.fetchOne(self, sql: "PRAGMA page_count") ?? 0
        let free = try Int.fetchOne(self, sql: "PRAGMA freelist_count") ?? 0
        return free > max(OutboxRepository.usualRoom, pages / 10)
    }
}
