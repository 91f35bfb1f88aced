import GRDB
import Synchronization

/// The way to the database: whatever the disk or the file does to it is told as a `StoreError`, in words for whoever has to mend it.
///
/// Work on a file is done on threads of its own, so a task that waits for it, or for another program's lock, keeps no thread that tasks share. Once
/// begun it is done to its end, also for a task that is cancelled meanwhile: what has happened outside, such as a mail that was accepted, must be put
/// on record.
struct Connection: Sendable {
    let writer: any DatabaseWriter
    let path: String
    /// Nil for a database in memory. That has no lock and no disk to wait for: work on it is done at once, by the caller's thread. So code in a simulated
    /// world goes on in the order that the world decides.
    let wait: Wait?

    private var isInMemory: Bool { wait == nil }

    /// How the work that is being done waits for another program.
    final class Wait: Sendable {
        let lock: LockWait
        fileprivate let canBePutOff = Atomic<Bool>(false)

        init(_ lock: LockWait) { self.lock = lock }

        func mayTryAgain(after tries: Int) -> Bool { lock.mayTryAgain(after: tries, canBePutOff: canBePutOff.load(ordering: .relaxed)) }
    }

    init(_ writer: any DatabaseWriter, path: String, wait: Wait? = nil) {
        self.writer = writer
        self.path = path
        self.wait = wait
    }

    /// Reads the database as it is at one moment, without waiting for whoever writes.
    func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        if isInMemory { return try readNow(work) }
        return try await perform { end in
            writer.asyncRead { connected in end(Result { try work(connected.get()) }) }
        }
    }

    /// One transaction.
    ///
    /// - Parameter canBePutOff: whether it may fail at once when the program ends while another keeps the database locked.
    func write<Value: Sendable>(canBePutOff: Bool = false, _ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await writeOrTakeBack(canBePutOff: canBePutOff) { db in (.commit, try work(db)) }
    }

    /// One transaction, which the work itself may take back.
    func writeOrTakeBack<Value: Sendable>(
        canBePutOff: Bool = false, _ work: @escaping @Sendable (Database) throws -> (Database.TransactionCompletion, Value)
    ) async throws -> Value {
        @Sendable func transaction(_ db: Database) throws -> Value {
            wait?.canBePutOff.store(canBePutOff, ordering: .relaxed)
            defer { wait?.canBePutOff.store(false, ordering: .relaxed) }
            var value: Value?
            try db.inTransaction(.immediate) {
                let (completion, result) = try work(db)
                value = result
                return completion
            }
            guard let value else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the transaction did not end") }
            return value
        }
        return try await onWriter(transaction)
    }

    /// On the connection that writes, in no transaction.
    func onWriter<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        if isInMemory { return try onWriterNow(work) }
        return try await perform { end in
            writer.asyncWriteWithoutTransaction { db in end(Result { try work(db) }) }
        }
    }

    /// The same on the caller's thread; for when the program starts, and nothing else goes on yet.
    func onWriterNow<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try mappingErrors { try writer.writeWithoutTransaction(work) }
    }

    private func readNow<Value>(_ work: (Database) throws -> Value) throws -> Value { try mappingErrors { try writer.read(work) } }

    private func perform<Value: Sendable>(_ begin: (@escaping @Sendable (Result<Value, any Error>) -> Void) -> Void) async throws -> Value {
        let result = await withCheckedContinuation { continuation in
            begin { continuation.resume(returning: $0) }
        }
        return try mappingErrors { try result.get() }
    }

    /// A mistake of our own, such as a constraint that does not hold, is passed on as it is.
    func mappingErrors<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as DatabaseError where error.isAboutTheFile {
            throw StoreError(error, path: path)
        }
    }
}

extension DatabaseError {
    /// Whether the disk or the file is to blame, and not what was to be written.
    var isAboutTheFile: Bool {
        switch resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_CANTOPEN,
            .SQLITE_PERM:
            true
        default: false
        }
    }
}
