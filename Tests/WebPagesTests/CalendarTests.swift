import FollowUps
import Foundation
import SchoolTestSupport
import TestSupport
import Testing

@testable import WebPages

@Suite("The calendar feed")
struct CalendarTests {
    /// A feed as python3-icalendar reads it, which shares no code with ours.
    private struct Read: Decodable {
        struct Event: Decodable, Equatable {
            let uid, summary, start, end, stamp, url: String
            let sequence: Int
        }
        let method: String?
        let name: String
        let events: [Event]
        let errors: [String]
        /// What our own lines are when the parser writes them anew.
        let others: [String]
    }

    private static let program = """
        import icalendar, json, sys
        calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
        text = lambda moment: moment.isoformat()
        events = [{"uid": e["UID"], "summary": e["SUMMARY"], "start": text(e["DTSTART"].dt), "end": text(e["DTEND"].dt), "url": e["URL"],
                   "stamp": text(e["DTSTAMP"].dt), "sequence": int(e["SEQUENCE"])} for e in calendar.walk("VEVENT")]
        others = sorted({key for event in calendar.walk("VEVENT") for key in event.keys()})
        json.dump({"method": calendar.get("METHOD"), "name": calendar["X-WR-CALNAME"], "events": events,
                   "errors": [str(e) for c in calendar.walk() for e in c.errors], "others": others}, sys.stdout)
        """

    private func bytes(_ followUps: [FollowUp], language: Language = .nl, address: String = "https://opvolg.school.example/") -> [UInt8] {
        ICalendarText.bytes(
            of: CalendarFeed(followUps, .amsterdam), language: language, address: address)
    }

    private func read(_ bytes: [UInt8]) async throws -> Read {
        let result = try await ProgramRun.run(.python, ["-c", Self.program], input: .data(Data(bytes)))
        try #require(result.exitCode == 0, "\(result.standardError)")
        return try JSONDecoder().decode(Read.self, from: Data(result.standardOutput.utf8))
    }

    private func followUp(
        _ id: Int64, due: Due, escalation: Int = 1, changed: String = "2026-11-22 12:00", urgency: Urgency = .normal, ended: Bool = false
    ) -> FollowUp {
        FollowUp(
            id: id, kind: "hulp-aangekomen", title: "Bel moeder van Sem", school: "vlieger", caseCode: CaseCode("VL-2026-014"),
            employee: "leerkracht-groep5", owner: .role("ib"), urgency: urgency, due: due, status: ended ? .closed : .open,
            openedAt: at("2026-11-22 12:00"), escalation: .init(number: escalation, startedAt: at(changed), startedBy: "juf"),
            end: ended ? .init(at: at("2026-11-23 12:00"), outcome: "ja") : nil)
    }

    @Test("an independent parser reads days as days and instants as instants, in order, and closed ones are gone")
    func events() async throws {
        let feed = try await read(
            bytes([
                followUp(43, due: .instant(at("2026-12-08 14:30")), urgency: .acute),
                followUp(42, due: .day(day("2026-12-07")), escalation: 3, changed: "2026-12-01 08:00"),
                followUp(41, due: .day(day("2026-12-06")), ended: true),
            ]))
        #expect(feed.errors == [] && feed.name == "Acties" && feed.method == nil)
        #expect(
            feed.events == [
                .init(
                    uid: "follow-up-42-1795345200@opvolg", summary: "Actie 42", start: "2026-12-07", end: "2026-12-08",
                    stamp: "2026-12-01T07:00:00+00:00", url: "https://opvolg.school.example/", sequence: 2),
                .init(
                    uid: "follow-up-43-1795345200@opvolg", summary: "Actie 43", start: "2026-12-08T13:30:00+00:00",
                    end: "2026-12-08T13:45:00+00:00", stamp: "2026-11-22T11:00:00+00:00", url: "https://opvolg.school.example/", sequence: 0),
            ])
        #expect(try await read(bytes([followUp(42, due: .day(day("2026-12-07")))], language: .en)).events.map(\.summary) == ["Action 42"])
        #expect(try await read(bytes([])).events == [])
    }

    @Test("nothing of case, kind, title or person is in it")
    func neutral() {
        let text = String(decoding: bytes([followUp(42, due: .day(day("2026-12-07")))]), as: UTF8.self)
        for word in ["VL-2026-014", "hulp", "Sem", "moeder", "leerkracht", "ib", "vlieger"] { #expect(!text.contains(word), "\(word)") }
    }

    @Test("lines end in CRLF and are at most 75 bytes, however long a word, and no character is cut in two")
    func folding() async throws {
        let address = "https://opvolg.school.example/" + String(repeating: "é", count: 200)
        let written = bytes([followUp(42, due: .day(day("2026-12-07")))], address: address)
        let text = String(decoding: written, as: UTF8.self)
        #expect(Array(text.utf8) == written)
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.last == "" && !text.replacing("\r\n", with: "").contains { $0.isNewline })
        #expect(lines.allSatisfy { $0.utf8.count <= 75 } && lines.contains { $0.utf8.count >= 74 })
        #expect(!text.contains("\u{FFFD}"))
        #expect(try await read(written).events.map(\.url) == [address])
        #expect(ICalendarText.escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne")
    }

    @Test("the same follow-ups make the same bytes, in whatever order; another due moment makes others with a higher sequence and the same UID")
    func stable() async throws {
        let (one, two) = (followUp(1, due: .day(day("2026-12-07"))), followUp(2, due: .day(day("2026-12-07"))))
        #expect(bytes([one, two]) == bytes([two, one]))
        let before = try await read(bytes([one])).events
        let after = try await read(bytes([followUp(1, due: .day(day("2026-12-14")), escalation: 2, changed: "2026-12-01 09:00")])).events
        // The service has moved.
        let moved = try await read(bytes([one], address: "https://acties.perspectief.example/")).events
        #expect(before.map(\.uid) == moved.map(\.uid) && before.map(\.url) != moved.map(\.url))
        #expect(before.map(\.uid) == after.map(\.uid) && before.map(\.sequence) == [0] && after.map(\.sequence) == [1])
    }

    @Test("of thousands the first five hundred are in it")
    func most() {
        let feed = CalendarFeed((1...2000).map { followUp($0, due: .day(day("2026-12-07").adding(days: Int(2000 - $0)))) }, .amsterdam)
        #expect(feed.entries.count == 500 && feed.entries.first?.id == 2000)
    }
}
