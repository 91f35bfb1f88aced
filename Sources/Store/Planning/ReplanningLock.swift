import Foundation

/// The turn to compute all next instants. Two programs with different files would otherwise begin anew after each
/// batch of the other, and neither would ever end. Released with the value, and by the system when the process dies.
final class ReplanningLock: Sendable {
    private let file: Int32

    /// Nil when somebody else has the turn. Where the system has no locks it protects nothing, and stops nobody.
    ///
    /// - Parameter database: nil for one in memory, which no other program uses.
    init?(at database: DatabaseFile?) {
        file = database?.openLock() ?? -1
        guard file >= 0 else { return }
        // `deinit` closes the file even when this fails.
        if DatabaseFile.lock(.replanning, of: file) != 0, errno == EAGAIN || errno == EACCES { return nil }
    }

    deinit { if file >= 0 { close(file) } }
}
