import FollowUps
import Foundation
import Testing

@Suite("A night without a backup")
struct MissedBackupTests {
    @Test(
        "is missed 36 hours after the last copy, counts in weeks, and where there never was one from when there was something to lose",
        arguments: [
            ("2026-12-01 02:30", nil, "2026-12-02 14:30", nil), ("2026-12-01 02:30", nil, "2026-12-02 14:31", 0),
            ("2026-12-01 02:30", nil, "2026-12-08 02:29", 0), ("2026-12-01 02:30", nil, "2026-12-08 02:30", 1),
            (nil, "2026-12-01 02:30", "2026-12-15 02:30", 2), (nil, nil, "2026-12-15 02:30", nil),
            ("2026-12-14 02:30", "2026-01-01 12:00", "2026-12-15 02:30", nil),
            // By a clock that was ahead.
            ("2031-12-01 02:30", nil, "2026-12-02 02:30", 260),
        ] as [(String?, String?, String, Int?)])
    func missed(last: String?, begun: String?, now: String, weeks: Int?) {
        let missed = MissedBackup(last: last.map { at($0) }, begun: begun.map { at($0) }, at: at(now))
        #expect(missed?.weeks == weeks)
        if missed != nil { #expect(missed?.last == last.map { at($0) }) }
    }
}
