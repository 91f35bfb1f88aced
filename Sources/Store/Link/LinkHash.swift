import Crypto
import Foundation
import FollowUps

extension LinkToken {
    /// What is kept of it. A token is 128 random bits, so one round without salt is enough: there is nothing to guess from.
    var hash: Data { Data(SHA256.hash(data: bytes)) }
}

extension Data {
    /// Whether two hashes are the same, in a time that does not tell how much of them is.
    func isSame(as other: Data) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
