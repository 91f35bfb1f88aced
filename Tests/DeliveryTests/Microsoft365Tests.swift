import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

/// Over real sockets: a token server with TLS, and a mail server that takes its tokens.
@Suite("Microsoft 365", .serialized) struct Microsoft365Tests {
    private let certificates: TestCertificates
    private let clock = HandClock()

    init() async throws { certificates = try await TestCertificates.shared() }

    private func tokens(
        _ server: Microsoft365TestServer, host: String = "127.0.0.1", secret: String = Microsoft365TestServer.secret, caFile: String? = nil,
        timeout: TimeInterval = 30
    ) throws -> TokenSource {
        let now = try Date("2026-11-23T08:00:00Z", strategy: .iso8601)
        return try TokenSource(
            tokenURL: server.tokenURL(host: host), id: "0b1c7d1e", secret: secret, scope: "https://outlook.office365.com/.default",
            caFile: caFile ?? certificates.authority, timeout: timeout, clock: { now }, monotonic: { [clock] in clock.seconds })
    }

    private func transport(
        _ server: Microsoft365TestServer, _ tokens: TokenSource, mailbox: String = Microsoft365TestServer.mailbox, connections: Int = 1
    ) throws -> SMTPTransport {
        try SMTPTransport(
            MailServer(
                url: server.url, caFile: certificates.authority, login: .token(username: mailbox, tokens), connections: connections,
                sender: Microsoft365TestServer.mailbox, connectTimeout: 30, timeout: 30))
    }

    /// No secret may stand in what somebody reads.
    private func check(_ result: DeliveryResult) {
        let text = "\(result)"
        #expect(
            !text.contains("geheim") && !text.contains("MARKER") && !text.contains("eyJ") && !text.contains(PercentEncoding.encoded("geheim+")),
            "\(text)"
        )
    }

    @Test("a mail goes after a login with a token, which is asked for as an application does, once for all mails", arguments: [true, false])
    func sends(tokensOverTLS: Bool) async throws {
        let server = try await Microsoft365TestServer(certificates, tokensOverTLS: tokensOverTLS)
        let transport = try transport(server, tokens(server))
        for number in 1...3 { #expect(await transport.send(.mail(id: "m\(number)@x")) == .accepted) }
        let messages = try server.messages
        #expect(messages.count == 3 && messages.allSatisfy { $0.overTLS && $0.user == Microsoft365TestServer.mailbox })
        #expect(messages.first?.content == OutgoingMessage.text)
        let requests = try server.tokenRequests
        #expect(requests.count == 1)
        #expect(requests.first?.path == Microsoft365TestServer.tokenPath)
        #expect(requests.first?.contentType == "application/x-www-form-urlencoded")
        #expect(requests.first?.secretIsGood == true)
        #expect(
            requests.first?.form == [
                "client_id": "0b1c7d1e", "scope": "https://outlook.office365.com/.default", "grant_type": "client_credentials",
            ])
        // Too long for the line of AUTH itself (RFC 4954, section 4): the token goes on a line of its own.
        #expect(try server.logins == ["XOAUTH2 \(Microsoft365TestServer.mailbox)"])
    }

    @Test("several connections share one token, and it is fetched once although all want it at once")
    func shared() async throws {
        let server = try await Microsoft365TestServer(certificates)
        try server.holdTokens()
        let transport = try transport(server, tokens(server), connections: 3)
        async let results = withTaskGroup(of: DeliveryResult.self) { group in
            for number in 1...12 { group.addTask { await transport.send(.mail(id: "m\(number)@x")) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try await waitUntil("a token is asked for") { try server.tokenRequests.count == 1 }
        try server.giveTokens()
        #expect(await results == Array(repeating: .accepted, count: 12))
        #expect(try server.tokenRequests.count == 1)
        #expect(try server.messages.count == 12)
        #expect(try Set(server.tokensUsed) == [1])
        #expect(try server.connections <= 3)
    }

    @Test("a token that ends in the middle of a queue is replaced before that, and no connection more is open than there may be")
    func expires() async throws {
        let server = try await Microsoft365TestServer(certificates, lifetime: 3600, mostConnections: 1)
        let transport = try transport(server, tokens(server))
        for number in 1...5 {
            #expect(await transport.send(.mail(id: "m\(number)@x")) == .accepted)
            if number == 3 { clock.seconds = 3300 }
        }
        #expect(try server.tokenRequests.count == 2)
        #expect(try server.tokensUsed == [1, 2])
        #expect(try server.messages.count == 5)
        #expect(try server.connections == 2)
    }

    @Test("a token that the mail server takes no more is fetched anew once, and the mail goes", arguments: [false, true])
    func takenBack(challenges: Bool) async throws {
        let server = try await Microsoft365TestServer(certificates, challenges: challenges)
        let tokens = try tokens(server)
        #expect(try await transport(server, tokens).send(.mail()) == .accepted)
        try server.expireTokens(upTo: 1)
        #expect(try await transport(server, tokens).send(.mail(id: "m2@x")) == .accepted)
        #expect(try server.tokenRequests.count == 2)
        #expect(try server.tokensUsed == [1, 0, 2])
        #expect(try server.messages.count == 2)
    }

    @Test(
        "a server that finds the login wanting in the middle of a session gets a new token too",
        arguments: ["530 5.7.57 Client not authenticated", "535 5.7.3 x"])
    func lateRefusal(reply: String) async throws {
        let server = try await Microsoft365TestServer(certificates, mailFirst: [.well, .mail(reply)])
        let transport = try transport(server, tokens(server))
        #expect(await transport.send(.mail()) == .accepted)
        #expect(await transport.send(.mail(id: "m2@x")) == .accepted)
        #expect(try server.tokensUsed == [1, 2])
        #expect(try server.messages.count == 2)
    }

    @Test("a mailbox that no token opens makes mail unavailable after the second, and the token server is left alone", arguments: [false, true])
    func closed(challenges: Bool) async throws {
        let server = try await Microsoft365TestServer(certificates, challenges: challenges)
        try server.closeMailbox()
        let transport = try transport(server, tokens(server))
        for _ in 1...3 {
            let result = await transport.send(.mail())
            check(result)
            #expect(result.kind == .unavailable)
            #expect(result.reason?.contains("SMTP.SendAsApp") == true, "\(result)")
            #expect(result.reason?.contains("535 5.7.3") == !challenges, "\(result)")
        }
        #expect(try server.tokenRequests.count == 2)
        #expect(try server.tokensUsed == [0, 0])
        #expect(try server.messages.isEmpty)
        // Whoever grants the rights does not have to tell us.
        try server.openMailbox()
        clock.seconds += 300
        #expect(await transport.send(.mail()) == .accepted)
    }

    @Test("a mailbox of another name than the token's is refused, and says what to look at")
    func otherMailbox() async throws {
        let server = try await Microsoft365TestServer(certificates)
        let result = try await transport(server, tokens(server), mailbox: "iemand@perspectief.example").send(.mail())
        check(result)
        #expect(result.kind == .unavailable && result.reason?.contains("[mail] from") == true)
    }

    static let refusals: [(reply: String, kind: Kind, says: String)] = [
        ("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", .unavailable, "allow authenticated SMTP"),
        ("454 4.7.0 Temporary authentication failure", .unavailable, "takes no logins now"),
        ("432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending.", .unavailable, "lower [mail] connections"),
        ("421 4.3.2 Service not active", .unavailable, "421 4.3.2"),
    ]

    @Test("what the mail server says to a login becomes what to do")
    func loginRefused() async throws {
        // Only a refusal of the login itself is worth another token, and so another try.
        let said = Self.refusals.flatMap { $0.reply.hasPrefix("535") ? [$0.reply, $0.reply] : [$0.reply] }
        let server = try await Microsoft365TestServer(certificates, mailFirst: said.map { .login($0) })
        for (reply, kind, says) in Self.refusals {
            let before = try server.tokenRequests.count
            let result = try await transport(server, tokens(server)).send(.mail())
            check(result)
            #expect(result.kind == kind && result.reason?.contains(says) == true, "\(reply): \(result)")
            #expect(try server.tokenRequests.count - before == (reply.hasPrefix("535") ? 2 : 1), "\(reply)")
        }
    }

    static let answers: [(misbehaviour: SMTPMisbehaviour, kind: Kind)] = [
        (.content("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"), .unavailable),
        (.mail("432 4.3.2 Concurrent connections limit exceeded"), .unavailable),
        (.recipient("452 4.2.2 Mailbox full"), .refusedForNow), (.content("452 4.2.2 Mailbox full"), .refusedForNow),
        (.recipient("552 5.2.2 Mailbox full"), .refused), (.content("552 5.2.2 Mailbox full"), .refused),
        (.content("550 5.7.60 SMTP; Client does not have permissions to send as this sender"), .unavailable),
        (.content("554 5.2.252 SendAsDenied; x not allowed to send as y"), .unavailable),
        (.content("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message"), .unavailable),
        (.content("550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"), .unavailable),
        (.content("554 5.2.0 STOREDRV.Deliver; delivery result banned"), .refused), (.content("550 5.7.1 Unable to relay"), .unavailable),
        (.recipient("550 5.1.1 unknown"), .refused),
    ]

    @Test("throttling and a sender that may not send keep mail back; a full mailbox is the recipient's own")
    func mailRefused() async throws {
        let server = try await Microsoft365TestServer(certificates, mailFirst: Self.answers.flatMap { [$0.misbehaviour, .well] })
        let transport = try transport(server, tokens(server))
        for (index, answer) in Self.answers.enumerated() {
            #expect(await transport.send(.mail()).kind == answer.kind, "\(index)")
            // And is over when it is over.
            #expect(await transport.send(.mail()) == .accepted, "\(index)")
        }
        #expect(try server.tokenRequests.count == 1)
    }

    static let tokenAnswers: [(answer: Microsoft365TestServer.TokenAnswer, says: String, isAskedAfter: TimeInterval)] = [
        (.error("invalid_client", 7_000_222, status: 401), "the client secret has expired; make a new one", 300),
        (.error("invalid_client", 7_000_215, status: 401), "not its ID", 300),
        (.error("invalid_client", 1, status: 401), "client_secret_file", 300),
        (.error("unauthorized_client", 700_016), "check [mail] client_id and tenant", 300),
        (.error("invalid_request", 90_002), "check [mail] tenant", 300),
        (.error("invalid_scope", 70_011), "token_scope", 300),
        (.error("access_denied", 53_003), "conditional access", 300),
        (.status(400, body: "no JSON MARKER"), "check [mail] tenant, client_id", 300),
        (.status(404, body: "MARKER"), "token_url", 300),
        (.status(302, ["Location": "https://elsewhere.example/"]), "redirect", 300),
        (.status(429, ["Retry-After": "120"]), "answered 429", 120),
        (.status(503, ["Retry-After": "Mon, 23 Nov 2026 08:10:00 GMT"]), "answered 503", 600),
        (.status(500), "answered 500", 30), (.status(408), "answered 408", 30),
        (.status(200, body: "{\"access_token\": 7}"), "is no token", 30), (.status(200, body: "<html>MARKER</html>"), "is no token", 30),
        (.status(200, body: "{\"access_token\": \"a\\u0001MARKER\"}"), "is no token", 30),
        (.status(200, body: "{\"access_token\": \"MARKER\", \"token_type\": \"mac\"}"), "is no token", 30),
        (.status(200, body: "{\"access_token\": \"MARKER\", \"expires_in\": -5}"), "is no token", 30), (.status(200, body: ""), "is no token", 30),
        (.status(200, body: String(repeating: "[", count: 60_000)), "is no token", 30),
        (.giant, "far more than a token", 30), (.drop, "no answer from the token server", 30),
    ]

    @Test("what the token server says no with becomes what to do, keeps mail back and is not asked again at once")
    func tokenServer() async throws {
        let server = try await Microsoft365TestServer(certificates, first: Self.tokenAnswers.flatMap { [$0.answer, nil] })
        for (index, (_, says, pause)) in Self.tokenAnswers.enumerated() {
            let connections = try server.connections
            clock.seconds = 0
            let transport = try transport(server, tokens(server))
            let result = await transport.send(.mail())
            check(result)
            #expect(result.kind == .unavailable && result.reason?.contains(says) == true, "\(index): \(result)")
            #expect(try server.connections == connections)
            clock.seconds = pause - 1
            #expect(await transport.send(.mail()) == result)
            #expect(try server.tokenRequests.count == 2 * index + 1)
            clock.seconds = pause
            #expect(await transport.send(.mail()) == .accepted, "\(index)")
        }
    }

    @Test("a token server that hangs costs its time limit, and one with a wrong certificate gets no secret")
    func noConnection() async throws {
        let server = try await Microsoft365TestServer(certificates, first: [.hang])
        let slow = try await transport(server, tokens(server, timeout: 1)).send(.mail())
        #expect(slow.kind == .unavailable && slow.reason?.contains("no answer from the token server https://127.0.0.1") == true, "\(slow)")
        let strange = try await transport(server, tokens(server, caFile: certificates.foreign.certificate)).send(.mail())
        #expect(strange.kind == .unavailable && strange.reason?.contains("no safe connection to the token server") == true, "\(strange)")
        #expect(try server.tokenRequests.count == 1)
    }

    @Test("a secret that is revoked in the middle of the day keeps mail back until there is another")
    func revoked() async throws {
        let server = try await Microsoft365TestServer(certificates)
        let tokens = try tokens(server)
        #expect(try await transport(server, tokens).send(.mail()) == .accepted)
        try server.revokeSecret()
        let result = try await transport(server, tokens).send(.mail(id: "m2@x"))
        check(result)
        #expect(result.kind == .unavailable && result.reason?.contains("has expired; make a new one") == true, "\(result)")
        try server.restoreSecret()
        try server.expireTokens(upTo: 1)
        clock.seconds = 300
        #expect(try await transport(server, tokens).send(.mail(id: "m2@x")) == .accepted)
        #expect(try server.messages.count == 2)
    }

    @Test(
        "only https will do for a secret, or this machine",
        arguments: ["http://login.example/token", "ftp://127.0.0.1/", "login.example", "https://u:p@x/"])
    func badURL(url: String) {
        #expect(WebURL(url) == nil)
    }
}
