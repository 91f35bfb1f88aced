import Foundation
import TestSupport
import Testing

/// After a morning without a mail server (promises 8 and 15).
@Suite("The mail server is down from 09:05 to 13:10")
struct OutageStory {
    /// By `opvolgd --once` every five minutes, as cron has it.
    @Test("at the first success the acute one goes first, to its owner, then to those to whom it went up meanwhile, then all that waited")
    func outage() async throws {
        let port = try FreePort.find()
        let lines = ["transport = \"smtp\"", "url = \"smtp://127.0.0.1:\(port)\"", "tls = \"none\"", "connections = 2", "per_minute = 1000"]
        let instance = try TestInstance(
            now: "2026-11-23 08:05:00",
            edit: { Edit.withoutDigests($0.replacing("transport = \"maildir\"", with: lines.joined(separator: "\n"))) })
        for owner in ["directie-regenboog", "ib-regenboog", "leerkracht-groep5"] {
            try await instance.add("taak", "--title", "Bel de GGD terug", "--school", "vlieger", "--owner", owner, "--due", "2026-11-30")
        }
        try await instance.add("noodsituatie", "--case", "VL-2026-014", "--school", "vlieger")

        let down = try await instance.passes(at: Self.everyFiveMinutes(from: 8 * 60 + 5, until: 12 * 60 + 5))
        #expect(down.exitCode == 0, "\(down.standardError)")
        let waiting = try await instance.messages()
        #expect(Set(waiting.map(\.recipient)) == Set(Self.recipients))
        #expect(waiting.allSatisfy { $0.state == "queued" && $0.attempts == 0 }, "\(waiting)")

        let server = try await SMTPTestServer(port: port)
        let up = try await instance.passes(at: Self.everyFiveMinutes(from: 12 * 60 + 10, until: 12 * 60 + 25))
        #expect(up.exitCode == 0, "\(up.standardError)")
        let went = try server.messages.flatMap(\.recipients)
        #expect(went.first == "ib@vlieger.example", "\(went)")
        #expect(Set(went.dropFirst().prefix(2)) == ["directie@vlieger.example", "bestuur@perspectief.example"], "\(went)")
        #expect(Set(went.dropFirst(3)) == ["directie@regenboog.example", "ib@regenboog.example", "groep5@vlieger.example"], "\(went)")
        #expect(went.count == 6)
        let sent = try await instance.messages()
        // All at one moment, and none later than a quarter of an hour after the server was back.
        let moments = Set(sent.compactMap(\.sent_at))
        #expect(sent.allSatisfy { $0.state == "sent" } && moments.count == 1 && moments.allSatisfy { $0 <= "2026-11-23T13:25:00+01:00" }, "\(sent)")
    }

    private static let recipients = ["bestuur", "directie-regenboog", "directie-vlieger", "ib-regenboog", "ib-vlieger", "leerkracht-groep5"]

    /// Minutes of Monday 23 November 2026 in UTC.
    private static func everyFiveMinutes(from first: Int, until last: Int) -> [String] {
        stride(from: first, through: last, by: 5).map { minute in
            "2026-11-23 \(String(100 + minute / 60).dropFirst()):\(String(100 + minute % 60).dropFirst()):00"
        }
    }
}
