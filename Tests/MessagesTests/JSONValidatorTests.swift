import Foundation
import Testing

@testable import Messages

@Suite struct JSONValidatorTests {
    @Test(
        "what is JSON passes",
        arguments: [
            "{}", "[]", " [1, -0, 0.5, 1e9, 2E-3, true, false, null, \"\"] ", "{\"a\": {\"b\": [\"\\u00e9 \\n \\\" \\\\ \\/\"]}}", "\"é\"", "7\n",
        ])
    func valid(text: String) { #expect(JSONValidator.mistake(in: text) == nil) }

    @Test(
        "what is nearly JSON does not",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "[1 2]", "{a: 1}", "{\"a\" 1}", "\"a\nb\"", "\"\\x\"", "\"\\u12g4\"", "01", "1.", "-", "+1", "tru",
            "[1] 2", "'a'",
            "\"a", "NaN", "[\"a\\", String(repeating: "[", count: 10_000),
        ])
    func invalid(text: String) { #expect(JSONValidator.mistake(in: text) != nil) }

    @Test("the mistake has its line")
    func line() { #expect(JSONValidator.mistake(in: "{\n\"a\": 1,\n}")?.line == 3) }
}
