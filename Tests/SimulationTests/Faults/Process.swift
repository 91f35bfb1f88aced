/// The process was killed, and does nothing from then on.
struct Killed: Error {}

/// One run of a program, on the thread of its world, which may be killed at any boundary between two of its steps.
final class Process: @unchecked Sendable {
    let number: Int
    /// How many boundaries it lives; nil when nobody kills it.
    private var left: Int?
    private(set) var isDead = false
    /// Why it ended before its time, when it did.
    var failure: (any Error)?
    /// What it has changed in the database.
    var commits = 0
    /// How often it asks whether it has to stop before it is told so; nil for never.
    var patience: Int?

    init(number: Int, killedAfter boundaries: Int?, patience: Int? = nil) {
        self.number = number
        left = boundaries
        self.patience = patience
    }

    /// Whether it ended otherwise than of its own accord.
    var endedBadly: Bool { isDead || failure != nil }

    func kill() { isDead = true }

    /// A boundary between two steps.
    func mayDie() throws {
        if isDead { throw Killed() }
        guard let left else { return }
        self.left = left - 1
        if left <= 1 {
            isDead = true
            throw Killed()
        }
    }

    var isStopping: Bool {
        guard let left = patience else { return false }
        patience = left - 1
        return left <= 0
    }
}
