import Foundation

extension Data {
    /// Compares hashes in a time that does not show how much of them agrees.
    func isSame(as other: Data) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
