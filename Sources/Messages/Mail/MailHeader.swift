import FollowUps
import Foundation
import Templates

/// Builds the header of a mail: lines of at most 76 characters that end in CRLF, whatever is put into them.
struct MailHeader {
    private(set) var bytes: [UInt8] = []

    /// Free text, encoded unless it is short plain ASCII.
    mutating func appendText(_ name: String, _ text: String) {
        let line = text.onOneLine
        if line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !line.contains("=?"), name.utf8.count + 2 + line.utf8.count <= 76 {
            return append(name, [line])
        }
        append(name, EncodedWords.words(for: line, used: name.utf8.count + 2))
    }

    mutating func appendMailbox(_ name: String, displayName: String, address: MailAddress) {
        let display = displayName.onOneLine
        guard !display.isEmpty else { return append(name, ["<\(address.text)>"]) }
        append(name, phrase(display, used: name.utf8.count + 2) + ["<\(address.text)>"])
    }

    /// Pieces that need no encoding, each of which may stand on a line of its own.
    mutating func append(_ name: String, _ pieces: [String]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        var width = name.utf8.count + 1
        for (index, piece) in pieces.enumerated() {
            if index > 0, width + 1 + piece.utf8.count > 76 {
                bytes.append(contentsOf: "\r\n".utf8)
                width = 0
            }
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: piece.utf8)
            width += 1 + piece.utf8.count
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// RFC 5322, section 3.3, with the offset of the clock's zone.
    mutating func appendDate(_ instant: Date, _ clock: WallClock) {
        let (year, month, day) = clock.day(of: instant).components
        let weekday = Self.weekdays[Weekday.allCases.firstIndex(of: clock.day(of: instant).weekday) ?? 0]
        // 2026-12-07T08:00:00+01:00
        let iso = clock.iso8601(instant)
        let time = iso.dropFirst(11).prefix(8)
        let offset = iso.suffix(6).filter { $0 != ":" }
        append("Date", ["\(weekday), \(day) \(Self.months[month - 1]) \(year) \(time) \(offset)"])
    }

    private func phrase(_ text: String, used: Int) -> [String] {
        let isASCII = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isASCII, text.utf8.count <= 60, !text.contains("=?") else { return EncodedWords.words(for: text, used: used) }
        if text.utf8.allSatisfy({ MailAddress.isAtomText($0) || $0 == UInt8(ascii: " ") }) { return [text] }
        let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
        return ["\"\(escaped)\""]
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
