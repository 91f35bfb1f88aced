/// Marsaglia's xorshift, so that every run tries the same.
struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func next(below limit: Int) -> Int { limit == 0 ? 0 : Int(next() % UInt64(limit)) }
}
