import Foundation
import FollowUps
import GRDB

/// The database: everything that is open, was done and was sent. Each public method that changes something is one transaction.
///
/// Two processes use one file: the daemon and the command line. Nothing of GRDB shows outside this target.
public struct Store: Sendable {
    let connection: Connection
    /// As given, for messages to people.
    public let path: String

    /// Opens a database file and brings its schema up to date; makes it (readable by owner and group only) when it is missing.
    ///
    /// Throws a `StoreError` when the file is not ours to use.
    ///
    /// - Parameter readers: how many reads can go on beside each other and beside a write, as pages need; 0 for whoever does one thing at a time.
    public init(path: String, readers: Int = 0, lockWait: LockWait = LockWait()) throws {
        // First, so that a restore that is under way has ended.
        let presence = try InUseLock(of: path, alone: false)
        let file = DatabaseFile(path: path)
        try file.prepare()
        self.path = path
        let turn = try MigrationLock(at: file)
        defer { withExtendedLifetime(turn) {} }
        do {
            let wait = Connection.Wait(lockWait)
            connection = Connection(try Self.open(path, readers: readers, presence: presence, wait: wait), path: path, wait: wait)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
        try migrate()
    }

    /// A database in memory that ends with the value, for tests and simulations.
    public init() throws {
        path = ":memory:"
        connection = Connection(try DatabaseQueue(configuration: Self.configuration()), path: path)
        try migrate()
    }

    /// From now on, planning does not wait for another program that keeps the database locked: it fails, and is done when the program starts again. What
    /// was sent, and what people do, still waits.
    public func stopWaiting() { connection.wait?.lock.end() }

    /// Changes with every commit of another connection; says nothing about our own. Throws `newerSchema` when a newer program has been at work here
    /// meanwhile: this one would not keep what that one promises.
    public func dataVersion() async throws -> Int {
        // Always asked on the same connection, for the numbers of two have nothing to do with each other.
        try await connection.onWriter { db in
            try Self.check(db, path: path)
            return try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
        }
    }

    /// A command has one connection only: a pool writes to the database when it is opened while nobody else uses it, which is two waits for the disk, and
    /// the daemon would take a look by a command for a change.
    private static func open(_ path: String, readers: Int, presence: InUseLock, wait: Connection.Wait) throws -> any DatabaseWriter {
        var configuration = configuration(path: path, presence: presence)
        configuration.busyMode = .callback { wait.mayTryAgain(after: $0) }
        if readers == 0 { return try DatabaseQueue(path: path, configuration: configuration) }
        configuration.maximumReaderCount = readers
        let pool = try DatabasePool(path: path, configuration: configuration)
        // A pool leaves it at less: what was sent could be forgotten by a power cut, and would be sent again.
        try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// - Parameter presence: what the connections keep for as long as they have the file open. The last of them closes a moment after the store is gone
    ///   when work of it ends on its own thread.
    private static func configuration(path: String? = nil, presence: InUseLock? = nil) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { [presence] db in
            withExtendedLifetime(presence) {}
            if let path {
                // First, because choosing the journal changes a file that is not ours.
                try check(db, path: path)
                if !db.configuration.readonly { try db.execute(sql: "PRAGMA journal_mode = WAL") }
            }
            // What is removed is overwritten at once.
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// True when the schema is up to date; throws when the database is another program's or a newer one.
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
    /// In bytes: less than any write needs.
    private static let leastRoom: Int64 = 65_536

    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .notADatabase(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .cannotOpen(path: path, reason: "another program has kept it locked; try again, and see what else uses the file")
        case .SQLITE_FULL: self = .cannotOpen(path: path, reason: "the disk is full; make room and try again")
        case .SQLITE_READONLY: self = .notWritable(path: path)
        // So it is called too when there is no room for what programs share of it.
        case .SQLITE_IOERR where FreeSpace.besides(path).map { $0 < Self.leastRoom } ?? false:
            self = .cannotOpen(path: path, reason: "the disk is full; make room and try again")
        case .SQLITE_IOERR:
            self = .cannotOpen(path: path, reason: "reading or writing failed (\(error.message ?? "I/O error")); look at the disk and at its quota")
        default: self = .cannotOpen(path: path, reason: error.message ?? error.resultCode.description)
        }
    }
}
