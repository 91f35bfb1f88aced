import GRDB

/// The connection to the database: whatever the disk or the file does to it is told as a `StoreError`, in words for whoever has to mend it.
struct Connection: Sendable {
    let queue: DatabaseQueue
    let path: String

    func read<Value>(_ work: (Database) throws -> Value) throws -> Value { try mappingErrors { try queue.read(work) } }

    /// One transaction.
    func write<Value>(_ work: (Database) throws -> Value) throws -> Value { try mappingErrors { try queue.write(work) } }

    func inDatabase<Value>(_ work: (Database) throws -> Value) throws -> Value { try mappingErrors { try queue.inDatabase(work) } }

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
