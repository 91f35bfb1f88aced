import Crypto
import Foundation
import FollowUps

extension Secret {
    /// What the database keeps of it. No salt and no slow hash: it has 128 random bits, of which nobody can try even a small part.
    var digest: Data { Data(SHA256.hash(data: bytes)) }
}
