import Foundation

@testable import Messages

extension FuzzTarget {
    /// The check of webhook bodies: what it lets pass is JSON to Foundation too.
    static let json = FuzzTarget(
        "json", inputs: 5000,
        tokens: ["{}", "[]", "\"a\": ", "null", "true", "false", "-0.5e+10", "\\u00e9", "\\uD83D\\uDE42", "\\\"", ",", ":", "1"],
        seeds: {
            [
                #"{"type": "reminder.due", "data": {"follow_ups": [{"id": 42, "case": null, "overdue": true, "due": "2026-12-07"}]}}"#,
                #"[1, -2.5e3, "é\n", [], {}]"#, #"{"a": 1}"#, "[1, 2]", "\"x\"", "null",
            ]
        }
    ) { input in
        let text = text(input)
        if let mistake = JSONValidator.mistake(in: text) {
            let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
            try require((1...lines).contains(mistake.line) && !mistake.expected.isEmpty, "a mistake outside the text: \(mistake)")
            return .refused
        }
        // Numbers that are too large for a Double, and halves of surrogate pairs, are JSON by the letter of RFC 8259; Foundation takes neither.
        let isBeyondFoundation = text.contains(#/[0-9]{16,}|[eE][+-]?[0-9]{2,}|\\u[dD]/#)
        if !isBeyondFoundation {
            try require(
                (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil,
                "no JSON to Foundation: \(text.debugDescription)")
        }
        return .accepted
    }
}
