import Foundation
import TestSupport

/// What was received, by the headers of the mails alone: which message holds which follow-ups, to whom it went, and how often it came.
struct Receipts {
    struct Message {
        var followUps: Set<Int> = []
        var recipients: Set<String> = []
        /// How many times it came whole and was not refused.
        var copies = 0
        /// How many of those the server left without an answer.
        var unanswered = 0
    }

    /// By Message-ID.
    private(set) var messages: [String: Message] = [:]

    init(_ server: SMTPTestServer) throws {
        for received in try server.messages where !received.wasRefused {
            let headers = String(decoding: received.content, as: UTF8.self)
            let told = headers.firstMatch(of: #/(?m)^X-Opvolg-Follow-Ups: ([^\r]*(?:\r\n[ \t][^\r]*)*)/#)?.1 ?? ""
            var message = messages[received.messageID, default: Message()]
            message.followUps.formUnion(told.split { !$0.isNumber }.compactMap { Int($0) })
            message.recipients.formUnion(received.recipients)
            message.copies += 1
            message.unanswered += received.wasNotAnswered ? 1 : 0
            messages[received.messageID] = message
        }
    }

    var received: Int { messages.values.reduce(0) { $0 + $1.copies } }
    var copies: Int { received - messages.count }
    /// By follow-up: the recipients of each message that names it.
    var recipients: [Int: [String]] {
        messages.values.reduce(into: [:]) { recipients, message in
            for id in message.followUps { recipients[id, default: []] += message.recipients }
        }
    }
}

extension Receipts: CustomStringConvertible {
    var description: String {
        let unanswered = messages.values.reduce(0) { $0 + $1.unanswered }
        return "messages received: \(received), copies among them: \(copies); left without an answer by the server: \(unanswered)"
    }
}
