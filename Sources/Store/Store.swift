import Foundation
import FollowUps
import GRDB

/// The database, as one repository per concept. Each public method that changes something is one transaction.
///
/// Two processes use one file: the daemon and the command line. GRDB does not show outside this target.
public struct Store: Sendable {
    let connection: Connection
    /// As given, for error messages.
    public let path: String

    /// Opens a database file and migrates it, or creates it for its owner and group only. Throws a `StoreError` when
    /// the file cannot be used.
    ///
    /// - Parameter readers: how many reads may run beside each other and a write, as pages need; 0 for tasks that do one
    ///   thing at a time; nil for a program of one task, whose work runs at once on its thread.
    public init(path: String, readers: Int? = nil, lockWait: LockWait = LockWait()) throws {
        let turn: MigrationLock
        (self, turn) = try Self.opened(path, readers: readers, lockWait: lockWait)
        try withExtendedLifetime(turn) { try migrate() }
    }

    /// One that is there, with the schema of this program, and that nothing changes by being opened; nil otherwise. For a program of one task.
    public init?(present path: String) throws {
        guard access(path, F_OK) == 0 else { return nil }
        (self, _) = try Self.opened(path, readers: nil, lockWait: LockWait())
        guard try connection.onWriterNow({ [path] db in try Self.check(db, path: path) }) else { return nil }
    }

    private init(_ connection: Connection, path: String) {
        self.connection = connection
        self.path = path
    }

    /// With the turn to migrate it, which ends with the lock.
    private static func opened(_ path: String, readers: Int?, lockWait: LockWait) throws -> (Store, MigrationLock) {
        // First, so that a restore that is under way has ended.
        let presence = try InUseLock(of: path, alone: false)
        let file = DatabaseFile(path: path)
        try file.prepare()
        let turn = try MigrationLock(at: file)
        do {
            let wait = Connection.Wait(lockWait)
            let connection = Connection(
                try open(path, readers: readers ?? 0, presence: presence, wait: wait), path: path, wait: wait, isImmediate: readers == nil)
            return (Store(connection, path: path), turn)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// A database in memory that ends with this value, for tests and simulations.
    public init() throws {
        path = ":memory:"
        let queue = try DatabaseQueue(configuration: Self.configuration())
        try Self.migratedInMemory.get().backup(to: queue)
        connection = Connection(queue, path: path, isImmediate: true)
    }

    /// Migrated once for all databases in memory, which begin as its copy.
    private static let migratedInMemory = Result {
        let queue = try DatabaseQueue(configuration: configuration())
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try Schema.migrator.migrate(queue)
        return queue
    }

    /// A command gets a single connection. A pool writes to the database when it is opened while nobody else uses it:
    /// that costs two waits for the disk, and the daemon would take a mere look for a change.
    private static func open(_ path: String, readers: Int, presence: InUseLock, wait: Connection.Wait) throws -> any DatabaseWriter {
        var configuration = configuration(path: path, presence: presence)
        configuration.busyMode = .callback { wait.mayTryAgain(after: $0) }
        if readers == 0 { return try DatabaseQueue(path: path, configuration: configuration) }
        configuration.maximumReaderCount = readers
        let pool = try DatabasePool(path: path, configuration: configuration)
        // A pool resets this to NORMAL. A power cut could then undo the record that a message was sent, and it would be
        // sent again.
        try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// Of each connection of a pool that only reads, in KiB.
    private static let readerCache = 512

    /// The connections keep `presence` for as long as they have the file open. With `readers` the last of them may close a
    /// moment after the store is gone, when its work ends on its own thread.
    private static func configuration(path: String? = nil, presence: InUseLock? = nil) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { [presence] db in
            withExtendedLifetime(presence) {}
            if let path {
                // First, as choosing the journal changes a file that may not be ours.
                let isCurrent = try check(db, path: path)
                if !isCurrent, try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 { try db.makeShrinkable() }
                if !db.configuration.readonly { try db.execute(sql: "PRAGMA journal_mode = WAL") }
            }
            // Several of them read the same pages, which the system keeps for all.
            if db.configuration.readonly { try db.execute(sql: "PRAGMA cache_size = -\(readerCache)") }
            // `secure_delete` overwrites what is removed.
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// True when the schema is up to date, false when it has to be migrated. Throws `notOurs` or `newerSchema`.
    @discardableResult
    static func check(_ db: Database, path: String) throws -> Bool {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if application == Schema.applicationID, version == Schema.version { return true }
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard application == Schema.applicationID || isEmpty else { throw StoreError.notOurs(path: path) }
        guard version <= Schema.version else {
            throw StoreError.newerSchema(path: path, found: Int(version), known: Int(Schema.version))
        }
        return false
    }

    private func migrate() throws {
        if try connection.onWriterNow({ db in try Self.check(db, path: path) }) { return }
        try connection.onWriterNow { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try connection.mappingErrors { try Schema.migrator.migrate(connection.writer) }
    }
}

extension StoreError {
    /// In bytes; less than any write needs.
    private static let leastRoom: Int64 = 65_536

    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .notADatabase(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .cannotOpen(path: path, reason: "another program has kept it locked; try again, and see what else uses the file")
        case .SQLITE_FULL: self = .cannotOpen(path: path, reason: "the disk is full; make room and try again")
        case .SQLITE_READONLY: self = .notWritable(path: path)
        // SQLite also reports this when there is no room for its shared memory.
        case .SQLITE_IOERR where FreeSpace.besides(path).map { $0 < Self.leastRoom } ?? false:
            self = .cannotOpen(path: path, reason: "the disk is full; make room and try again")
        case .SQLITE_IOERR:
            self = .cannotOpen(path: path, reason: "reading or writing failed (\(error.message ?? "I/O error")); look at the disk and at its quota")
        default: self = .cannotOpen(path: path, reason: error.message ?? error.resultCode.description)
        }
    }
}
