import Foundation
import TestSupport
import Testing

/// The programs before the mail servers that Debian has, which answer in their own words.
@Suite("Postfix, Exim and OpenSMTPD before the programs", .serialized)
struct DebianServersTests {
    typealias Sort = DebianMailServer.Sort

    private static let monday = SMTPMailTests.monday
    private static let acute = "ib@regenboog.example"

    /// A server, what is behind it, and an installation that sends over it.
    private struct Bed {
        let server: DebianMailServer
        let nextHop: SMTPTestServer
        let mailbox: IMAPTestServer
        let certificates: TestCertificates
        let instance: TestInstance

        init(_ sort: Sort, _ way: String, _ keys: [String] = [], nextHop misbehaviour: SMTPMisbehaviour? = nil) async throws {
            certificates = try await TestCertificates.shared()
            nextHop = try await SMTPTestServer(then: misbehaviour)
            mailbox = try await IMAPTestServer(certificates)
            server = try await DebianMailServer(sort, certificates, nextHop: nextHop.port, mailbox: mailbox)
            instance = try TestInstance(now: LifeTests.sunday)
            try instance.scratch.write(IMAPTestServer.password + "\n", to: "mail-password", mode: 0o600)
            try instance.scratch.write("verkeerd\n", to: "wrong-password", mode: 0o600)
            try configure(way, keys)
        }

        /// - Parameter keys: lines of `[mail]`; without any there is neither TLS nor a login.
        func configure(_ way: String, _ keys: [String] = [], _ edit: (String) -> String = { $0 }) throws {
            let lines =
                [
                    "transport = \"smtp\"", "url = \"\(try server.url(way))\"", "helo = \"opvolg.perspectief.example\"", "connections = 1",
                    "per_minute = 100000", "bounce = \"\(IMAPTestServer.user)\"",
                ] + (keys.isEmpty ? ["tls = \"none\""] : keys)
            try instance.configure { edit($0).replacing("transport = \"maildir\"", with: lines.joined(separator: "\n")) }
        }

        func login(_ file: String = "mail-password") -> [String] {
            ["ca_file = \"\(certificates.authority)\"", "username = \"\(IMAPTestServer.user)\"", "password_file = \"\(file)\""]
        }

        /// Three normal reminders and an acute one for four people, due on Monday at eight.
        func openFour() async throws {
            for owner in ["ib-vlieger", "directie-regenboog", "bestuur"] {
                try await instance.add("taak", "--title", "Bel de GGD terug", "--school", "vlieger", "--owner", owner, "--due", "2026-12-07")
            }
            try instance.clock.move(to: DebianServersTests.monday)
            try await instance.add("noodsituatie", "--case", "RB-2026-003", "--school", "regenboog")
        }

        func pass(at instant: String) async throws -> String {
            try instance.clock.move(to: instant)
            let result = try await instance.passOnce()
            #expect(result.exitCode == 0, "\(result.standardError)")
            return result.standardError
        }

        /// To whom the server took messages after it had noted so much, in its order.
        func taken(after start: String) async throws -> [String] {
            let messages = try await instance.messages()
            var found: [String] = []
            try await waitUntil("the server notes that it took \(messages.count) messages", within: .seconds(60)) {
                let log = server.log.dropFirst(start.count)
                let places = messages.compactMap { message -> (place: String.Index, to: String)? in
                    let address = Self.addresses[message.recipient] ?? ""
                    let mark = server.sort == .opensmtpd ? "to=<\(address)>" : message.message_id
                    return log.range(of: mark).map { ($0.lowerBound, address) }
                }
                found = places.sorted { $0.place < $1.place }.map(\.to)
                return found.count == messages.count
            }
            return found
        }

        private static let addresses = [
            "ib-vlieger": "ib@vlieger.example", "ib-regenboog": "ib@regenboog.example", "directie-regenboog": "directie@regenboog.example",
            "bestuur": "bestuur@perspectief.example",
        ]
    }

    @Test(
        "a day's mail is taken, the acute one first, over TLS and with a login where they take one, and arrives as it was sent",
        arguments: Sort.allCases)
    func aDay(sort: Sort) async throws {
        let bed = try await Bed(sort, "open")
        if sort != .opensmtpd { try bed.configure("submission", bed.login()) }
        try await bed.openFour()
        let log = bed.server.log
        let said = try await bed.pass(at: Self.monday)
        let messages = try await bed.instance.messages()
        #expect(messages.map(\.state) == Array(repeating: "sent", count: 4), "\(said)")
        #expect(try await bed.taken(after: log).first == Self.acute)
        try await waitUntil("all has arrived") { try bed.nextHop.messages.count == 4 }
        #expect(Set(try bed.nextHop.messages.map(\.messageID)) == Set(messages.map(\.message_id)))
        for received in try bed.nextHop.messages {
            let mail = try await MailReader.read(received.content)
            #expect(mail.defects == [] && mail.parts.map(\.contentType) == ["text/plain", "text/html"])
            #expect(received.sender == IMAPTestServer.user && mail["From"] == "Opvolging <opvolging@perspectief.example>")
        }
        if sort == .exim { #expect(bed.server.log.contains("P=esmtpsa")) }
        if sort == .postfix { #expect(bed.server.log.contains("sasl_username=\(IMAPTestServer.user)")) }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let sort: Sort
        let way: String
        /// What the operator reads of it.
        let advice: String
        let hasLogin: Bool

        init(_ sort: Sort, _ way: String, _ advice: String, hasLogin: Bool = false) {
            (self.sort, self.way, self.advice, self.hasLogin) = (sort, way, advice, hasLogin)
        }

        var testDescription: String { "\(sort) \(way)" }
    }

    static let aboutUs = [
        Refusal(.postfix, "helo", "set [mail] helo"), Refusal(.postfix, "sender", "check [mail] from"), Refusal(.postfix, "relay", "pass on mail"),
        Refusal(.postfix, "relay_later", "pass on mail"), Refusal(.postfix, "client", "blocks mail from us"),
        Refusal(.postfix, "submission", "refused the username or password", hasLogin: true),
        Refusal(.exim, "helo", "set [mail] helo"), Refusal(.exim, "sender_verify", "check [mail] from"), Refusal(.exim, "relay", "pass on mail"),
        Refusal(.exim, "dnslist", "blocks mail from us"), Refusal(.exim, "login_wanted", "wants a login"),
        Refusal(.exim, "rate", "takes no more mail"),
        Refusal(.exim, "submission", "refused the username or password", hasLogin: true),
        Refusal(.opensmtpd, "helo", "set [mail] helo"), Refusal(.opensmtpd, "sender", "check [mail] from"),
        Refusal(.opensmtpd, "relay", "550 Invalid recipient"), Refusal(.opensmtpd, "client", "blocks mail from us"),
        Refusal(.opensmtpd, "connections", "takes no more mail"), Refusal(.opensmtpd, "tls_wanted", "takes no mail without TLS"),
    ]

    @Test(
        "what they have against us is held against nobody: all waits, the operator hears, and when it is mended the acute one goes first",
        arguments: aboutUs)
    func isAboutUs(refusal: Refusal) async throws {
        let bed = try await Bed(refusal.sort, "open")
        try bed.configure(refusal.way, refusal.hasLogin ? bed.login("wrong-password") : [])
        try await bed.openFour()
        for instant in [Self.monday, "2026-11-23 07:02:00"] {
            let said = try await bed.pass(at: instant)
            let messages = try await bed.instance.messages()
            #expect(messages.map(\.state) == Array(repeating: "queued", count: 4), "\(said)")
            #expect(messages.allSatisfy { $0.attempts == 0 }, "\(messages)")
            #expect(messages.contains { $0.last_error?.contains(refusal.advice) == true }, "\(messages)")
            if instant == Self.monday { #expect(said.contains("mail cannot be used now") && said.contains(refusal.advice), "\(said)") }
        }
        let status = try await bed.instance.run("status")
        #expect(status.exitCode != 0 && status.standardOutput.contains(refusal.advice), "\(status.standardOutput)")

        try bed.configure("open")
        let log = bed.server.log
        let said = try await bed.pass(at: "2026-11-23 07:20:00")
        #expect(try await bed.instance.messages().map(\.state) == Array(repeating: "sent", count: 4), "\(said)")
        #expect(try await bed.taken(after: log).first == Self.acute)
    }

    static let aboutTheRecipient = [
        Refusal(.postfix, "unknown", "550 5.1.1"), Refusal(.postfix, "full", "552 5.2.2"), Refusal(.postfix, "policy", "554 5.7.1"),
        Refusal(.exim, "unknown", "550 Unknown user"), Refusal(.exim, "full", "is full"), Refusal(.exim, "policy", "550 Administrative prohibition"),
        Refusal(.opensmtpd, "unknown", "550 Invalid recipient"), Refusal(.opensmtpd, "full", "552 5.2.2"), Refusal(.opensmtpd, "policy", "550 5.7.1"),
    ]

    @Test("what they have against a recipient sends the reminder on to the deputy in the same pass", arguments: aboutTheRecipient)
    func isAboutTheRecipient(refusal: Refusal) async throws {
        let bed = try await Bed(refusal.sort, refusal.way)
        try await bed.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let said = try await bed.pass(at: Self.monday)
        let messages = try await bed.instance.messages()
        #expect(messages.map { "\($0.recipient) \($0.state)" } == ["ib-vlieger failed", "ib-regenboog sent"], "\(said)")
        #expect(messages.first?.last_error?.contains(refusal.advice) == true, "\(messages)")
        try await waitUntil("the deputy has it") { try bed.nextHop.messages.map(\.recipients) == [["ib@regenboog.example"]] }
    }

    @Test("one that is greylisted waits its time, and nobody else does", arguments: Sort.allCases)
    func greylisted(sort: Sort) async throws {
        let bed = try await Bed(sort, "greylist")
        try await bed.openFour()
        let said = try await bed.pass(at: Self.monday)
        let messages = try await bed.instance.messages()
        #expect(messages.filter { $0.recipient == "ib-vlieger" }.map { "\($0.state) \($0.attempts)" } == ["queued 1"], "\(said)")
        #expect(messages.filter { $0.recipient != "ib-vlieger" }.map(\.state) == ["sent", "sent", "sent"], "\(said)")
        #expect(!said.contains("mail cannot be used now"))
        try bed.configure("open")
        _ = try await bed.pass(at: "2026-11-23 07:02:00")
        #expect(try await bed.instance.messages().allSatisfy { $0.state == "sent" })
    }

    struct Bounce: Sendable, CustomTestStringConvertible {
        let sort: Sort
        let testDescription: String
        let nextHop: SMTPMisbehaviour
        var address = "ib@vlieger.example"
        /// A part of the next server's answer.
        let words: String
    }

    static let bounces =
        Sort.allCases.flatMap { sort in
            [
                Bounce(
                    sort: sort, testDescription: "\(sort): the next server knows no such user",
                    nextHop: .recipient("550 5.1.1 <ib@vlieger.example>: Recipient address rejected: User unknown", only: "ib@vlieger.example"),
                    words: sort == .opensmtpd ? "5.0.0" : "User unknown"),
                Bounce(
                    sort: sort, testDescription: "\(sort): the mailbox behind it is full",
                    nextHop: .recipient("552 5.2.2 <ib@vlieger.example> Quota exceeded (mailbox for user is full)", only: "ib@vlieger.example"),
                    // OpenSMTPD says only in words for people why.
                    words: sort == .opensmtpd ? "5.0.0" : "Quota exceeded"),
            ]
        } + [
            // It stands for somebody who has gone.
            Bounce(
                sort: .postfix, testDescription: "postfix: an alias for nobody",
                nextHop: .recipient("550 5.1.1 <weg@elders.example>: User unknown", only: "weg@elders.example"), address: "alias@vlieger.example",
                words: "User unknown"),
            Bounce(
                sort: .exim, testDescription: "exim: an alias for nobody",
                nextHop: .recipient("550 5.1.1 <weg@elders.example>: User unknown", only: "weg@elders.example"), address: "alias@vlieger.example",
                words: "User unknown"),
        ]

    @Test("what they took and cannot deliver comes back, and goes to the deputy", arguments: bounces)
    func bounced(bounce: Bounce) async throws {
        let bed = try await Bed(bounce.sort, "open", nextHop: bounce.nextHop)
        let imap = """

            [bounce]
            url = "\(bed.mailbox.url)"
            ca_file = "\(bed.certificates.authority)"
            username = "\(IMAPTestServer.user)"
            password_file = "mail-password"

            """
        try bed.configure("open") { $0.replacing("ib@vlieger.example", with: bounce.address) + imap }
        try await bed.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        _ = try await bed.pass(at: Self.monday)
        // It may come back while that pass still looks for what does.
        try await waitUntil("it came back") { try bed.mailbox.mails.count == 1 }
        let said = try await bed.pass(at: "2026-11-23 07:10:00")
        let messages = try await bed.instance.messages()
        let bounced = String(decoding: try bed.mailbox.mails.first ?? Data(), as: UTF8.self)
        #expect(messages.map { "\($0.recipient) \($0.state)" } == ["ib-vlieger failed", "ib-regenboog sent"], "\(said)\n\(bounced)")
        #expect(messages.first?.last_error?.contains(bounce.words) == true, "\(messages)\n\(bounced)")
        try await waitUntil("the deputy has it") { try bed.nextHop.messages.map(\.recipients) == [["ib@regenboog.example"]] }
        #expect(try Array(bed.mailbox.flags.values) == ["S"])
    }
}
