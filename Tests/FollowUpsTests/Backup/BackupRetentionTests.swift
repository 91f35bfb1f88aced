import FollowUps
import Testing

@Suite("Which copies of the database are kept")
struct BackupRetentionTests {
    private func names(_ stamps: [String]) -> [BackupName] { stamps.compactMap { BackupName("opvolg-\($0).db", of: "opvolg") } }

    /// Copies of each night from the first through the last day.
    private func nightly(_ first: String, _ last: String) -> [BackupName] {
        (day(first).number...day(last).number).compactMap { BackupName("opvolg-\(Day(number: $0))T023000.db", of: "opvolg") }
    }

    private func kept(_ retention: BackupRetention = .standard, of copies: [BackupName]) -> [String] {
        let gone = Set(retention.superfluous(among: copies))
        return copies.filter { !gone.contains($0) }.map { String($0.description.dropFirst(7).prefix(10)) }
    }

    @Test("of a year of nights stay the last seven days, and the last copies of four weeks")
    func ofAYear() {
        // 2 December 2026 is a Wednesday; the Sundays before it are 29, 22 and 15 November.
        #expect(
            kept(of: nightly("2025-12-01", "2026-12-02")) == [
                "2026-11-15", "2026-11-22", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02",
            ])
    }

    @Test("removing every night leaves what removing once would have left")
    func everyNight() {
        var copies: [BackupName] = []
        for copy in nightly("2026-06-01", "2026-12-02") {
            copies.append(copy)
            let gone = Set(BackupRetention.standard.superfluous(among: copies))
            copies.removeAll { gone.contains($0) }
        }
        #expect(copies.map(\.description) == kept(of: nightly("2026-06-01", "2026-12-02")).map { "opvolg-\($0)T023000.db" })
    }

    @Test("days without a copy do not count, so nothing goes because the service stood still; of one day the last copy stays")
    func gaps() {
        let few = names(["2026-01-05T023000", "2026-03-09T023000", "2026-12-01T023000"])
        #expect(BackupRetention.standard.superfluous(among: few) == [])
        let sameDay = names(["2026-12-01T023000", "2026-12-01T120000", "2026-12-01T090000"])
        #expect(
            BackupRetention.standard.superfluous(among: sameDay).map(\.description) == ["opvolg-2026-12-01T023000.db", "opvolg-2026-12-01T090000.db"])
    }

    @Test("a copy of a time to come pushes out one day, and the newest always stays")
    func leap() {
        #expect(
            kept(BackupRetention(days: 3, weeks: 0), of: nightly("2026-11-01", "2026-11-30") + names(["2031-01-01T023000"])) == [
                "2026-11-29", "2026-11-30", "2031-01-01",
            ])
        #expect(kept(BackupRetention(days: 0, weeks: 0), of: nightly("2026-11-01", "2026-11-30")) == ["2026-11-30"])
    }

    @Test("a name says when the copy was made, in the zone of the service, and no other file has one")
    func naming() {
        let name = BackupName(of: "opvolg", at: at("2026-12-01 02:30"), clock: .amsterdam)
        #expect(name.description == "opvolg-2026-12-01T023000.db" && name.day == day("2026-12-01"))
        #expect(BackupName(name.description, of: "opvolg") == name)
        for other in [
            "opvolg.db", "opvolg-2026-12-01.db", "opvolg-2026-12-01T0230.db", "opvolg-2026-13-01T023000.db", "opvolg-2026-12-01T023000.db.7.part",
            "opvolg.db.before-2026-12-01T023000", "vlieger-2026-12-01T023000.db", "opvolg-2026-12-01T023000.db-wal",
        ] { #expect(BackupName(other, of: "opvolg") == nil, "\(other)") }
    }
}
