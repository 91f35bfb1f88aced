import Foundation
import FollowUps
import GRDB

/// A message that somebody has, of which a restored backup knows nothing.
public struct SentMessage: Hashable, Sendable {
    public let at: Date
    public let recipient: PersonID
    public let channel: ChannelID
    /// What it was about, by the numbers of the database that sent it.
    public let followUps: [Int64]
}

public struct RestoreResult: Sendable {
    /// The backup's own.
    public let history: HistoryVerification
    /// Where the replaced database was moved; nil when there was none.
    public let kept: String?
    /// History entries after the backup, which only the kept database has; nil when that is unknown.
    public let entriesLost: Int?
    /// Exclusions made after the backup and taken over.
    public let exclusionsKept: Int
    /// What was sent after the backup, the first first; nil when that is unknown.
    public let sentSince: [SentMessage]?
    /// Messages that waited in the backup and whose reminders are planned anew.
    public let replanned: Int
}

extension Store {
    /// Puts a backup in the place of a database.
    ///
    /// A copy of the backup is checked and migrated. Then the present database is kept beside it, and the copy takes
    /// its place in one step. If the present database can be read and continues the same history, the copy takes over
    /// from it which messages and steps have been sent since, exclusions, holds, and the ids in use. Otherwise whatever
    /// was due in the backup is planned anew, as after downtime: one current message per person.
    ///
    /// Throws `anotherRuns` while an `opvolgd` runs on the database, `inUse` when another command does not end, and
    /// what is wrong with the file.
    public static func restore(
        from file: String, to database: String, acceptingUnsoundHistory: Bool, clock: WallClock, by actor: String, through: String? = nil,
        at now: Date
    ) throws -> RestoreResult {
        guard let lock = try DaemonLock(database: database) else { throw StoreError.anotherRuns(database: database) }
        let presence = try InUseLock(of: database, alone: true)
        defer { withExtendedLifetime((lock, presence)) {} }

        let pending = try AtomicFile(for: database, besideDatabase: database)
        try BackupSource(file).copy(to: pending.path, besideDatabase: database)
        let copy = try DatabaseCopy(path: pending.path, name: file)
        try copy.check()
        try copy.mappingErrors { try Schema.migrator.migrate(copy.queue) }
        let history = try copy.verifyHistory(acceptingUnsound: acceptingUnsoundHistory)

        let former = try PreviousDatabase(path: database, stamp: clock.iso8601(now))
        let result = try copy.mappingErrors {
            try copy.queue.inDatabase { db in
                try former.withAttached(to: db) { hasFormer in
                    try Restoration(
                        db: db, head: history.head, count: history.count, actor: actor, through: through, now: now.unixSeconds
                    ).run(withFormer: hasFormer)
                }
            }
        }
        try copy.close()
        let kept = try former.keep()
        try pending.putInPlace(replacing: true)
        return RestoreResult(
            history: history, kept: kept, entriesLost: result.entriesLost, exclusionsKept: result.exclusionsKept,
            sentSince: result.sentSince, replanned: result.replanned)
    }
}

struct BackupSource {
    let path: String

    init(_ path: String) { self.path = path }

    /// Copies the journal too, in case the backup was copied by hand from a database in use.
    func copy(to target: String, besideDatabase database: String) throws {
        var (found, own) = (stat(), stat())
        guard stat(path, &found) == 0 else { throw StoreError.cannotRead(path: path, reason: String(cString: strerror(errno))) }
        guard found.st_mode & S_IFMT == S_IFREG else { throw StoreError.cannotRead(path: path, reason: "it is not a file") }
        if stat(database, &own) == 0, own.st_dev == found.st_dev, own.st_ino == found.st_ino { throw StoreError.isTheDatabase(path: path) }
        try copy(path, to: target)
        if access(path + "-wal", F_OK) == 0 { try copy(path + "-wal", to: target + "-wal") }
    }

    private func copy(_ source: String, to target: String) throws {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw StoreError.cannotRead(path: source, reason: String(cString: strerror(errno))) }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw StoreError.cannotWrite(path: target, reason: String(cString: strerror(errno))) }
        defer { close(output) }
        while true {
            let copied = sendfile(output, input, nil, 1 << 24)
            if copied == 0 { return }
            if copied < 0, errno != EINTR { throw StoreError.cannotWrite(path: target, reason: String(cString: strerror(errno))) }
        }
    }
}
