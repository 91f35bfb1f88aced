import Foundation
import TestSupport
import Testing

/// What a mail and a log may not hold in an installation in which everybody is marked (see ``Marks``).
enum PrivacyOfMail {
    /// A mail names nobody but its recipient, holds no note, reason or login name, and its headers hold no case code.
    static func check(_ mail: ReadMail) {
        let recipient = mail["To"].flatMap(Marks.person(at:)) ?? "nobody"
        let headers = mail.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        let text = [headers, mail.plain, mail.html].joined(separator: "\n")
        #expect(Marks.people(in: text).subtracting([recipient]).isEmpty, "in the mail to \(recipient):\n\(text)")
        for secret in Marks.secrets { #expect(!text.contains(secret), "in the mail to \(recipient):\n\(text)") }
        #expect(!headers.contains(#/[A-Z]{2}-20\d\d-\d+/#), "\(headers)")
        #expect(mail.defects.isEmpty, "\(mail.defects)")
    }

    /// A webhook names nobody but its recipient, by an id, and holds no note, reason or login name; neither its path nor its headers hold a case code.
    static func check(_ request: WebhookTestServer.Request) {
        let head = ([request.path] + request.headers.map { "\($0.key): \($0.value)" }).joined(separator: "\n")
        let text = head + "\n" + String(decoding: request.body, as: UTF8.self)
        #expect(Marks.people(in: text).isEmpty, "\(text)")
        for secret in Marks.secrets { #expect(!text.contains(secret), "\(text)") }
        #expect(!head.contains(#/[A-Z]{2}-20\d\d-\d+/#), "\(head)")
    }

    /// A log names nobody and no case.
    static func checkLog(_ log: String) {
        #expect(Marks.people(in: log).isEmpty, "\(log)")
        for secret in Marks.secrets { #expect(!log.contains(secret), "\(log)") }
        #expect(!log.contains(#/[A-Z]{2}-20\d\d-\d+/#), "\(log)")
    }
}
