import Foundation
import Testing

@testable import Messages

@Suite struct QuotedPrintableTests {
    private func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        QuotedPrintable.append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "each edge of the encoding",
        arguments: [
            ("a=b\n", "a=3Db\r\n"), ("end \n", "end=20\r\n"), ("tab\t\n", "tab=09\r\n"), ("last ", "last=20\r\n"), (".dot\n", "=2Edot\r\n"),
            ("From me\n", "=46rom me\r\n"), ("é€\n", "=C3=A9=E2=82=AC\r\n"), ("", ""), ("\n\n", "\r\n\r\n"), ("-- \n", "--=20\r\n"),
            ("Form\n", "Form\r\n"), ("a.b\n", "a.b\r\n"),
        ])
    func edges(text: String, expected: String) { #expect(encode(text) == expected) }

    @Test(
        "lines are at most 76 characters, end in CRLF, and never split a character",
        arguments: [
            String(repeating: "x", count: 76) + "\n", String(repeating: "x", count: 77) + "\n", String(repeating: "é", count: 300),
            String(repeating: "👩‍👩‍👧‍👦", count: 40), String(repeating: "a ", count: 200), String(repeating: ".", count: 500),
            String(repeating: "x", count: 75) + "=\n", String(repeating: "x", count: 75) + " \n", String(repeating: "€ =.", count: 99),
        ])
    func lines(text: String) throws {
        let encoded = encode(text)
        #expect(!encoded.replacingOccurrences(of: "\r\n", with: "").unicodeScalars.contains { $0 == "\r" || $0 == "\n" })
        var decoded: [UInt8] = []
        for line in encoded.components(separatedBy: "\r\n").dropLast() {
            #expect(line.utf8.count <= 76)
            #expect(!line.hasPrefix(".") && !line.hasSuffix(" "))
            let isSoft = line.hasSuffix("=")
            let piece = try bytes(of: isSoft ? line.dropLast() : line[...])
            #expect(String(validating: piece, as: UTF8.self) != nil, "a character is split")
            decoded += piece + (isSoft ? [] : [10])
        }
        #expect(String(decoding: decoded, as: UTF8.self) == (text.hasSuffix("\n") ? text : text + "\n"))
    }

    private func bytes(of line: Substring) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = line
        while let character = rest.popFirst() {
            if character == "=" {
                bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
                rest = rest.dropFirst(2)
            } else {
                bytes += Array(String(character).utf8)
            }
        }
        return bytes
    }
}
