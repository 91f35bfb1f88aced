import GRDB
import Synchronization

/// Access to the database. Errors of the disk or the file become a `StoreError`, for whoever has to mend them.
///
/// For a program of many tasks, work runs on GRDB's threads: a task that waits for it, or for another program's lock, blocks
/// no thread that tasks share. Work that has begun runs to its end even if its task is cancelled: what has happened outside, such
/// as a mail that was accepted, must be recorded.
struct Connection: Sendable {
    let writer: any DatabaseWriter
    let path: String
    /// Nil for a database in memory, which no other program locks.
    let wait: Wait?
    /// Whether work runs at once on the caller's thread. A command has one task, so it blocks no other, and the file is
    /// closed when its store goes. A simulated world decides by it the order of everything.
    let isImmediate: Bool
    let share = ShareAccess()

    var isInMemory: Bool { wait == nil }

    /// How the present work waits for another program.
    final class Wait: Sendable {
        let lock: LockWait
        fileprivate let canBePutOff = Atomic<Bool>(false)

        init(_ lock: LockWait) { self.lock = lock }

        func mayTryAgain(after tries: Int) -> Bool { lock.mayTryAgain(after: tries, canBePutOff: canBePutOff.load(ordering: .relaxed)) }
    }

    init(_ writer: any DatabaseWriter, path: String, wait: Wait? = nil, isImmediate: Bool) {
        self.writer = writer
        self.path = path
        self.wait = wait
        self.isImmediate = isImmediate
    }

    /// Reads the database as of one moment. With a pool it does not wait for writers.
    func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        guard writer is DatabasePool else { return try await onWriter { db in try Self.read(db, work) } }
        return try await perform { end in
            writer.asyncRead { connected in end(Result { try work(connected.get()) }) }
        }
    }

    /// Reads on a connection that also writes. `DatabaseQueue.read` would forbid writing by a PRAGMA, after which SQLite compiles every kept
    /// statement anew; here what was written by mistake is taken back.
    private static func read<Value>(_ db: Database, _ work: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try db.inTransaction(.deferred) {
            let changes = db.totalChangesCount
            value = try work(db)
            guard db.totalChangesCount == changes else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "a read has written") }
            return .rollback
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the transaction did not end") }
        return value
    }

    /// Throws `retired` when another machine has taken over.
    ///
    /// - Parameters:
    ///   - canBePutOff: fails instead of waiting for a lock when the program ends.
    ///   - whenRetired: for a record of what has happened, such as a mail that was accepted, and for what concerns this machine alone.
    func write<Value: Sendable>(
        canBePutOff: Bool = false, whenRetired: Bool = false, _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await writeOrTakeBack(canBePutOff: canBePutOff, whenRetired: whenRetired) { db in (.commit, try work(db)) }
    }

    /// One transaction, which the work may roll back.
    func writeOrTakeBack<Value: Sendable>(
        canBePutOff: Bool = false, whenRetired: Bool = false,
        _ work: @escaping @Sendable (Database) throws -> (Database.TransactionCompletion, Value)
    ) async throws -> Value {
        @Sendable func transaction(_ db: Database) throws -> Value {
            wait?.canBePutOff.store(canBePutOff, ordering: .relaxed)
            defer { wait?.canBePutOff.store(false, ordering: .relaxed) }
            var value: Value?
            try db.inTransaction(.immediate) {
                if !whenRetired { try refuseIfRetired(db) }
                let (completion, result) = try work(db)
                value = result
                return completion
            }
            guard let value else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the transaction did not end") }
            return value
        }
        return try await onWriter(transaction)
    }

    /// One transaction that takes the lock only at its first write. Nil, with nothing changed, when another program has
    /// written since the transaction began to read, or holds the lock at that moment.
    func writeUnlessChanged<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value? {
        try await onWriter { db in
            var value: Value?
            do {
                try db.inTransaction(.deferred) {
                    try refuseIfRetired(db)
                    value = try work(db)
                    return .commit
                }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                return nil
            }
            return value
        }
    }

    private func refuseIfRetired(_ db: Database) throws {
        if let successor = try successor(db) { throw StoreError.retired(by: successor) }
    }

    /// Runs on the writing connection, outside a transaction.
    func onWriter<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        if isImmediate { return try onWriterNow(work) }
        return try await perform { end in
            writer.asyncWriteWithoutTransaction { db in end(Result { try work(db) }) }
        }
    }

    /// The same on the caller's thread. Only for the start of a program, when nothing else runs yet.
    func onWriterNow<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try mappingErrors { try writer.writeWithoutTransaction(work) }
    }

    private func perform<Value: Sendable>(_ begin: (@escaping @Sendable (Result<Value, any Error>) -> Void) -> Void) async throws -> Value {
        let result = await withCheckedContinuation { continuation in
            begin { continuation.resume(returning: $0) }
        }
        return try mappingErrors { try result.get() }
    }

    /// Passes mistakes of our own, such as a violated constraint, on as they are.
    func mappingErrors<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as DatabaseError where error.isAboutTheFile {
            throw StoreError(error, path: path)
        }
    }
}

extension DatabaseError {
    /// Whether the disk or the file is to blame, rather than what was written.
    var isAboutTheFile: Bool {
        switch resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_CANTOPEN,
            .SQLITE_PERM:
            true
        default: false
        }
    }
}
