import Foundation
import TestSupport

/// What was received, by the headers of the mails alone: which message holds which follow-ups, to whom it went, and how often it came.
struct Receipts {
    struct Letter {
        var followUps: Set<Int> = []
        var recipients: Set<String> = []
        /// How many times it came whole and was not refused.
        var copies = 0
        /// How many of those the server left without an answer.
        var unanswered = 0
    }

    /// By Message-ID.
    private(set) var letters: [String: Letter] = [:]

    init(_ server: SMTPTestServer) throws {
        for received in try server.messages where !received.wasRefused {
            let headers = String(decoding: received.content, as: UTF8.self)
            let told = headers.firstMatch(of: #/(?m)^X-Opvolg-Follow-Ups: ([^\r]*(?:\r\n[ \t][^\r]*)*)/#)?.1 ?? ""
            var letter = letters[received.messageID, default: Letter()]
            letter.followUps.formUnion(told.split { !$0.isNumber }.compactMap { Int($0) })
            letter.recipients.formUnion(received.recipients)
            letter.copies += 1
            letter.unanswered += received.wasNotAnswered ? 1 : 0
            letters[received.messageID] = letter
        }
    }

    var received: Int { letters.values.reduce(0) { $0 + $1.copies } }
    var copies: Int { received - letters.count }
    /// To whom each follow-up was told, once for each message that did.
    var tellings: [Int: [String]] {
        letters.values.reduce(into: [:]) { tellings, letter in
            for id in letter.followUps { tellings[id, default: []] += letter.recipients }
        }
    }
}

extension Receipts: CustomStringConvertible {
    var description: String {
        let unanswered = letters.values.reduce(0) { $0 + $1.unanswered }
        return "messages received: \(received), copies among them: \(copies); left without an answer by the server: \(unanswered)"
    }
}
