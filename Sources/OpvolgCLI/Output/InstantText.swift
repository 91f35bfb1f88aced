import Foundation
import FollowUps

/// Instants as scripts get them, `2026-12-07T08:00:00+01:00`.
struct InstantText {
    let clock: WallClock

    init(_ clock: WallClock) { self.clock = clock }

    func text(_ instant: Date) -> String { clock.iso8601(instant) }
}
