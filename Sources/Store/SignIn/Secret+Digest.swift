import Crypto
import Foundation
import FollowUps

extension Secret {
    /// What the database stores. It needs no salt and no slow hash: nobody can try even a small part of 128 random bits.
    var digest: Data { Data(SHA256.hash(data: bytes)) }
}
