import GRDB

/// What happens to the next commits: the process is killed before or after one, or the disk is full. If one transaction
/// became two, a process would be killed between them.
final class CommitFaults: TransactionObserver {
    enum Fault: Equatable {
        /// Before so many commits have been made.
        case killedBefore(Int)
        /// After so many.
        case killedAfter(Int)
    }

    var isDiskFull = false
    private var fault: Fault?
    private(set) var commits = 0
    /// Who is at work now.
    var actor: Process?

    /// Whether anything happened to a commit since `arm`.
    private(set) var hasStruck = false

    func arm(_ fault: Fault?) {
        self.fault = fault
        hasStruck = false
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidRollback(_ db: Database) {}

    func databaseWillCommit() throws {
        if actor?.isDead == true { throw Killed() }
        if isDiskFull {
            hasStruck = true
            throw DatabaseError(resultCode: .SQLITE_FULL, message: "database or disk is full")
        }
        guard case .killedBefore(let left)? = fault else { return }
        fault = .killedBefore(left - 1)
        if left <= 1 { try strike() }
    }

    func databaseDidCommit(_ db: Database) {
        commits += 1
        actor?.commits += 1
        guard case .killedAfter(let left)? = fault else { return }
        fault = .killedAfter(left - 1)
        if left <= 1 { try? strike() }
    }

    private func strike() throws {
        hasStruck = true
        fault = nil
        actor?.kill()
        throw Killed()
    }
}
