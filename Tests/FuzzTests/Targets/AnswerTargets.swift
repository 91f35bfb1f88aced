import CCurl
import FollowUps
import Foundation

@testable import Delivery

extension FuzzTarget {
    private static let codes = [
        CURLE_OK, CURLE_WEIRD_SERVER_REPLY, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_LOGIN_DENIED, CURLE_OPERATION_TIMEDOUT,
        CURLE_COULDNT_CONNECT, CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_WRITE_ERROR, CURLE_PARTIAL_FILE,
    ]

    /// The first byte chooses libcurl's code, the second what had happened, the first line its words, and the rest is what the other side answered.
    private static func outcome(_ input: [UInt8]) -> CurlHandle.Outcome {
        let choice = Int(input.first ?? 0)
        let flags = input.dropFirst().first ?? 0
        let lines = input.dropFirst(2).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let replies = lines.dropFirst().map { String(decoding: $0.prefix(512), as: UTF8.self) }
        let status = replies.last.flatMap { Int($0.drop { !$0.isASCII || !$0.isNumber }.prefix(3)) } ?? 0
        return CurlHandle.Outcome(
            // libcurl always has words.
            code: codes[choice % codes.count], status: status, message: String(decoding: lines.first ?? [], as: UTF8.self) + " failed",
            contentWasSent: flags & 1 != 0, reusedConnection: flags & 2 != 0, replies: replies,
            refusedAddress: flags & 12 == 12 ? NetworkAddress(bytes: [10, 0, 0, choice > 255 ? 0 : UInt8(choice)]) : nil,
            answer: Data(input.dropFirst(2)))
    }

    private static func checkReason(_ reason: String?, atMost longest: Int) throws {
        guard let reason else { return }
        try require(isOneLine(reason, atMost: longest), "a reason that is not a short line: \(reason.debugDescription)")
        for secret in ["@", "geheim-12", "Z2VoZWltLTEy"] { try require(!reason.contains(secret), "a reason that tells: \(reason)") }
    }

    /// What a mail server may answer.
    static let smtpAnswers = FuzzTarget(
        "smtp-answers", inputs: 12_000,
        tokens: [
            "220 ", "250-", "250 OK", "354 ", "421 4.3.2 ", "450 ", "535 5.7.8 ", "550 5.1.1 <ib@vlieger.example>", "552 ", "RCPT failed: ",
            "geheim-12", "\u{0}",
        ],
        seeds: {
            [
                "\u{1}\u{0}RCPT failed: 550\n250-mail.example\n250 STARTTLS\n550 5.1.1 <IB@vlieger.example> unknown\n", "\u{0}\u{1}\n250 OK\n",
                "\u{5}\u{0}Login denied\n535 5.7.8 bad geheim-12\n", "\u{6}\u{1}Operation timed out after 120000 milliseconds\n354 go on\n",
                "\u{1}\u{1}quit\n451 4.3.0 later\n221 Bye\n",
                // Found by soak: long words of our own before a long answer, and a password with an accent behind it.
                "\u{2}\u{1}DATA\n550 5.7.60 \(String(repeating: "long ", count: 80))\n",
                "\u{2}\u{1}geheim-12\u{6D6}\n500 no\n",
                "\u{2}\u{1}DATA\n432 4.3.2 \(String(repeating: "long ", count: 80))\n",
            ]
        }
    ) { input in
        let outcome = outcome(input)
        let reply = SMTPReply(outcome: outcome, server: "smtp://127.0.0.1:25", recipient: MailAddress("ib@vlieger.example"), hiding: ["geheim-12"])
        let result = reply.result
        _ = reply.isLostConnection
        switch result {
        case .accepted:
            let isTaken = outcome.code == CURLE_OK || (outcome.contentWasSent && (200..<300).contains(outcome.status))
            try require(isTaken, "accepted by nobody: \(outcome)")
            return .accepted
        case .unknown(let reason):
            try require(outcome.contentWasSent, "an answer that is unknown to what was not sent: \(outcome)")
            try checkReason(reason, atMost: 800)
        case .refused(let reason), .refusedAmbiguously(let reason, _, _), .unavailable(let reason, _, _), .endpointGone(let reason):
            try checkReason(reason, atMost: 800)
        case .refusedForNow(let reason, let pause):
            try require(pause == nil, "SMTP has no pauses")
            try checkReason(reason, atMost: 800)
        case .busy: throw Violation("an answer cannot be busy")
        }
        return .refused
    }

    /// What the server of a mailbox may answer. What is wrong has the same name however it is put, or the log would be told of it at each look.
    static let imapAnswers = FuzzTarget(
        "imap-answers", inputs: 12_000,
        tokens: ["A1 NO ", "A2 BAD ", "* BYE ", "A1 OK ", "[AUTHENTICATIONFAILED] ", "Select failed", "<ib@vlieger.example>", "geheim-12", "\u{0}"],
        seeds: {
            [
                "\u{5}\u{0}Login denied\nA1 NO [AUTHENTICATIONFAILED] geheim-12 session 7\n* BYE\n",
                "\u{5}\u{0}Select failed\nA2 NO no such folder\n",
                "\u{7}\u{0}Failed to connect to 127.0.0.1 port 993 after 17 ms: Couldn't connect to server\n", "\u{0}\u{0}\n* SEARCH 1 2\nA3 OK\n",
                "\u{b}\u{0}\nA2 BAD <ib@vlieger.example>\n", "\u{a}\u{0}\n",
            ]
        }
    ) { input in
        guard let url = IMAPURL("imaps://127.0.0.1:993") else { throw Violation("a URL is none") }
        let server = IMAPServer(url: url, login: .password(username: "ib@vlieger.example", passwordFile: "bounce-password"))
        let authenticator = MailAuthenticator(server.login, secret: "geheim-12", clock: { .distantPast })
        func incident(_ outcome: CurlHandle.Outcome) throws -> String? {
            let reply = IMAPReply(outcome, server: server, hiding: authenticator.secrets(nil), usesToken: input.count % 2 == 1)
            guard case .failure(let error) = reply.answer else { return nil }
            try checkReason("\(error)", atMost: 600)
            return error.incident
        }
        let first = outcome(input)
        let once = try incident(first)
        let again = try incident(first.put(" after 17 ms", answering: "A9 NO [session 4711] geheim-12"))
        try require(once == again, "one trouble by two names: \(once as Any), \(again as Any)")
        return once == nil ? .accepted : .refused
    }

    /// What a webhook may answer.
    static let httpAnswers = FuzzTarget(
        "http-answers", inputs: 12_000,
        tokens: [
            "HTTP/1.1 200 OK", "HTTP/1.1 429 ", "HTTP/1.1 503 ", "HTTP/1.1 410 Gone", "Retry-After: ", "retry-after: 99999999999",
            "Sun, 06 Nov 2099 08:49:37 GMT",
            "Nov", "GMT", "60", "-1", "1e9", "HTTP/1.1 100 Continue", "Location: http://10.0.0.1/",
        ],
        seeds: {
            [
                "\u{0}\u{1}\nServer: x\nRetry-After: 120\nHTTP/1.1 429 Too Many Requests",
                "\u{0}\u{1}\nRetry-After: Mon, 23 Nov 2026 09:32:00 GMT\n503",
                "\u{6}\u{1}Operation timed out\n", "\u{0}\u{0}\nHTTP/1.1 302 Found", "\u{0}\u{0}\n410", "Mon, 23 Nov 2026 09:32:00 GMT",
            ]
        }
    ) { input in
        let outcome = outcome(input)
        let now = Date(timeIntervalSince1970: 1_795_426_200)
        let result = WebhookReply(outcome: outcome, endpoint: "teams", reach: .open, now: now).result
        if let date = HTTPDate(text(input)) { try checkDate(date) }
        switch result {
        case .accepted:
            try require((200..<300).contains(outcome.status), "accepted with \(outcome.status)")
            return .accepted
        case .unknown(let reason):
            try require(outcome.contentWasSent, "an answer that is unknown to what was not sent: \(outcome)")
            try checkReason(reason, atMost: 800)
        case .refused(let reason), .refusedAmbiguously(let reason, _, _), .unavailable(let reason, _, _), .endpointGone(let reason):
            try checkReason(reason, atMost: 800)
        case .refusedForNow(let reason, let pause):
            try checkReason(reason, atMost: 800)
            try require(pause.map { $0 >= 0 && $0.isFinite } ?? true, "a pause of \(pause as Any)")
            let next = RetrySchedule().nextAttempt(after: 1, firstAttempt: now, now: now, retryAfter: pause, jitter: 0.5)
            try require(next.map { $0 > now && $0 <= now.addingTimeInterval(86_400) } == true, "a next attempt at \(next as Any)")
        case .busy: throw Violation("an answer cannot be busy")
        }
        return .refused
    }

    private static func checkDate(_ date: HTTPDate) throws {
        let clock = WallClock(zone: .gmt)
        let (year, month, day) = clock.day(of: date.instant).components
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = clock.iso8601(date.instant).dropFirst(11).prefix(8)
        let written = "Sun, \(day) \(months[month - 1]) \(year) \(time) GMT"
        try require(HTTPDate(written)?.instant == date.instant, "\(date) is written \(written)")
    }
}

extension CurlHandle.Outcome {
    /// The same outcome in other words.
    fileprivate func put(_ more: String, answering reply: String) -> Self {
        Self(
            code: code, status: status, message: message + more, contentWasSent: contentWasSent, reusedConnection: reusedConnection,
            replies: replies + [reply], refusedAddress: refusedAddress, answer: answer)
    }
}
