import TestSupport
import Testing

@Suite("A mail server that floods") struct HostileServerTests {
    static let answers: [(place: HostileServer.Place, text: String)] = [
        (.recipient, "450-" + String(repeating: "later ", count: 200) + "\u{1B}[2J\u{0}\r\n"),
        (.greeting, "220-" + String(repeating: "x", count: 900) + "\r\n"),
        (.content, "\u{0}\u{FF}garbage\r\n"),
    ]

    @Test("leaves one short line for each message in the log, and the next pass delivers", arguments: answers.indices)
    func floods(index: Int) async throws {
        let hostile = try await HostileServer(at: Self.answers[index].place, [.endless(Self.answers[index].text)])
        let transport = "transport = \"smtp\"\nurl = \"\(hostile.url(scheme: "smtp"))\"\ntls = \"none\""
        let instance = try TestInstance(now: LifeTests.sunday) { $0.replacing("transport = \"maildir\"", with: transport) }
        for number in 1...6 {
            try await instance.add("hulp-aangekomen", "--case", "VL-2026-0\(number)", "--school", number > 3 ? "vlieger" : "regenboog")
        }
        try instance.clock.move(to: MailTroubleTests.monday)
        let pass = try await instance.passOnce()
        #expect(pass.exitCode == 0)
        let lines = pass.standardError.split(separator: "\n")
        print("a flood of answers left \(lines.count) lines in the log, the longest of \(lines.map(\.utf8.count).max() ?? 0) bytes")
        let messages = try await instance.messages()
        // What was planned, that the channel does not work, and what became of each message.
        #expect(lines.count <= 3 + messages.count)
        #expect(lines.allSatisfy { $0.utf8.count < 400 && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } })
        #expect(messages.allSatisfy { $0.state == "queued" && ($0.last_error ?? "").utf8.count < 300 })

        let good = try await SMTPTestServer()
        try instance.configure(Edit.plainSMTP(good))
        try instance.clock.move(to: "2026-11-23 07:10:00")
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try await instance.messages().allSatisfy { $0.state == "sent" })
    }
}
