import Foundation
import Testing

@testable import Messages

@Suite struct EncodedWordsTests {
    private func header(_ text: String) -> String {
        var header = MailHeader()
        header.appendText("Subject", text)
        return String(decoding: header.bytes, as: UTF8.self)
    }

    @Test(
        "whatever the text, lines are at most 76 characters, words at most 75, and no character is split",
        arguments: [
            "é", String(repeating: "é", count: 200), String(repeating: "€", count: 100), String(repeating: "👩‍👩‍👧‍👦", count: 12),
            String(repeating: "x", count: 500), "=?UTF-8?Q?already?=", "a " + String(repeating: "woord ", count: 40), "e\u{301}e\u{301}",
            String(repeating: "_=?", count: 60), String(repeating: "👍🏽", count: 30),
        ])
    func wordsFit(text: String) {
        let lines = header(text).components(separatedBy: "\r\n")
        for line in lines { #expect(line.utf8.count <= 76, "\(line)") }
        for word in lines.flatMap({ $0.split(separator: " ") }) where word.hasPrefix("=?") {
            #expect(word.utf8.count <= 75)
            let payload = word.dropFirst("=?UTF-8?Q?".count).dropLast(2)
            #expect(Self.decode(payload) != nil, "a character is split in \(word)")
        }
    }

    @Test("short plain text is left as it is")
    func plainText() {
        #expect(header("Opvolging 42: actie uiterlijk vr 12 december") == "Subject: Opvolging 42: actie uiterlijk vr 12 december\r\n")
    }

    @Test(
        "line breaks and other controls become a space, marks of direction are left out",
        arguments: ["\r\n", "\n", "\r", "\0", "\u{2028}", "\u{85}", "\u{0B}"])
    func controls(control: String) {
        let line = header("a\(control)Bcc: \u{202E}x@y.example")
        #expect(line == "Subject: a Bcc: x@y.example\r\n")
    }

    /// The bytes of one word have to be valid UTF-8 by themselves.
    private static func decode(_ payload: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = payload
        while let character = rest.popFirst() {
            switch character {
            case "_": bytes.append(32)
            case "=":
                guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
                bytes.append(byte)
                rest = rest.dropFirst(2)
            default: bytes.append(contentsOf: String(character).utf8)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
