import TestSupport

/// Changes an input a little, as a slip of the hand, a bad disk or an attacker might: the same changes for the same state of its generator.
struct Mutator {
    let seeds: [[UInt8]]
    let tokens: [[UInt8]]
    let longest: Int
    var random: SeededGenerator

    /// What breaks parsers of any grammar: ends of lines and texts, numbers at their limits, odd and broken UTF-8.
    private static let anywhere: [[UInt8]] =
        [
            "", " ", "\n", "\r", "\r\n", "\t", "\0", "\"", "'", "\\", "#", ",", ";", "=", ".", "-", "+", "/", ":", "@", "[", "]", "{", "}", "<", ">",
            "0",
            "9999", "10000", "-1", "9223372036854775807", "9223372036854775808", "1e308", "999999999999999999999", "0x7F", "true", "\u{FEFF}",
            "\u{202E}", "\u{2028}", "\u{85}", "\u{7F}", "\u{1B}[31m", "é", "e\u{301}", "\u{301}", "ﬁ", "İ", "ß", "١", "９", "🙂", "👨‍👩‍👧‍👦",
            "\u{200B}", "\u{AD}", "\u{2011}", "\u{A0}", "\u{10FFFF}",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0x80]]

    /// A seed with one to eight changes.
    mutating func next() -> [UInt8] {
        var input = random.pick(seeds) ?? []
        for _ in 0...random.below(random.below(8) + 1) { change(&input) }
        return Array(input.prefix(longest))
    }

    private mutating func change(_ input: inout [UInt8]) {
        let place = random.below(input.count + 1)
        let piece = place..<min(input.count, place + 1 + random.below(random.below(40) + 1))
        switch random.below(15) {
        case 0: if place < input.count { input[place] ^= 1 << UInt8(random.below(8)) }
        case 1: if place < input.count { input[place] = UInt8(truncatingIfNeeded: random.below(256)) }
        case 2: input.removeSubrange(piece)
        case 3: input.insert(contentsOf: input[piece], at: random.below(input.count + 1))
        case 4: input.insert(contentsOf: random.pick(Self.anywhere) ?? [], at: place)
        case 5: input.insert(contentsOf: random.pick(tokens) ?? [], at: place)
        case 6: replaceWord(in: &input, at: place, with: random.pick(tokens) ?? [])
        case 7: replaceWord(in: &input, at: place, with: random.pick(Self.anywhere) ?? [])
        case 8: replaceNumber(in: &input, at: place)
        case 9: changeLines(&input)
        case 10: repeatPiece(&input, piece)
        case 11:
            // The beginning of one and the end of another.
            guard let other = random.pick(seeds) else { return }
            input = Array(input[..<place]) + other.suffix(random.below(other.count + 1))
        case 12: input.removeSubrange(place...)
        case 13: if place < input.count { input.remove(at: place) }
        default: swapWords(&input, place)
        }
        if input.count > longest { input.removeSubrange(longest...) }
    }

    /// Once in a while very often: what costs more than its length shows then.
    private mutating func repeatPiece(_ input: inout [UInt8], _ piece: Range<Int>) {
        let times = random.below(20) == 0 ? longest / max(1, piece.count) : random.below(12)
        input.insert(contentsOf: repeatElement(input[piece], count: times).joined(), at: piece.lowerBound)
    }

    private mutating func replaceWord(in input: inout [UInt8], at place: Int, with other: [UInt8]) {
        input.replaceSubrange(word(in: input, at: place) { Self.isWordByte($0) }, with: other)
    }

    private mutating func replaceNumber(in input: inout [UInt8], at place: Int) {
        let digits = input[place...].firstIndex(where: Self.isDigit) ?? place
        let numbers = ["0", "00", "1", "13", "32", "99", "100", "366", "1440", "9999", "65536", "2147483648", "18446744073709551616"]
        input.replaceSubrange(word(in: input, at: digits, Self.isDigit), with: Array((random.pick(numbers) ?? "").utf8))
    }

    private mutating func swapWords(_ input: inout [UInt8], _ place: Int) {
        let first = word(in: input, at: place) { Self.isWordByte($0) }
        let second = word(in: input, at: random.below(input.count + 1)) { Self.isWordByte($0) }
        guard first.upperBound <= second.lowerBound else { return }
        let (left, right) = (Array(input[first]), Array(input[second]))
        input.replaceSubrange(second, with: left)
        input.replaceSubrange(first, with: right)
    }

    /// Drops, doubles or moves a line.
    private mutating func changeLines(_ input: inout [UInt8]) {
        var lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = lines.remove(at: random.below(lines.count))
        let copies = random.below(3)
        for _ in 0..<copies { lines.insert(line, at: random.below(lines.count + 1)) }
        input = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private func word(in input: [UInt8], at place: Int, _ belongs: (UInt8) -> Bool) -> Range<Int> {
        let start = (input[..<place].lastIndex { !belongs($0) } ?? -1) + 1
        let end = input[place...].firstIndex { !belongs($0) } ?? input.count
        return start..<end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || "_-".utf8.contains(byte)
    }
}

extension SeededGenerator {
    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.isEmpty ? nil : elements[below(elements.count)] }
}
