/// Keeps away from the TOML parser what it cannot bear.
enum NestingGuard {
    /// What is wrong with a file, as the end of a sentence about it; nil when the parser can have it.
    ///
    /// The parser takes a text up to its first zero byte, and a zero written as an escape would cut a value short unseen.
    static func objection(to bytes: [UInt8]) -> String? {
        if let place = bytes.firstIndex(of: 0) { return "line \(line(of: place, in: bytes)): holds a zero byte; a text file has none" }
        return nil
    }

    private static func line(of place: Int, in bytes: [UInt8]) -> Int { bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1 }
}
