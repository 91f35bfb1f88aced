import Foundation

/// Translates between instants and the local time of a zone.
public struct WallClock: Sendable, Hashable {
    public let zone: TimeZone

    public init(zone: TimeZone) { self.zone = zone }

    public func day(of instant: Date) -> Day { Day(number: Int((localSeconds(instant) / 86_400).rounded(.down))) }

    /// Since local midnight, rounded down.
    public func minutes(of instant: Date) -> Int {
        let local = localSeconds(instant)
        return Int((local - (local / 86_400).rounded(.down) * 86_400) / 60)
    }

    /// A time that the spring change skips is read with the offset before it (02:30 becomes 03:30). Of a time that the
    /// autumn change has twice, the first is meant.
    public func instant(_ day: Day, _ time: TimeOfDay) -> Date {
        let local = Double(day.number) * 86_400 + Double(time.minutes) * 60
        let before = offset(at: Date(timeIntervalSince1970: local - 86_400))
        let first = Date(timeIntervalSince1970: local - before)
        if offset(at: first) == before { return first }
        let after = offset(at: Date(timeIntervalSince1970: local + 86_400))
        let second = Date(timeIntervalSince1970: local - after)
        return offset(at: second) == after ? second : first
    }

    public func start(of day: Day) -> Date { instant(day, .midnight) }

    /// ISO 8601 with the zone's offset, `2026-12-07T08:00:00+01:00`.
    public func iso8601(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let offset = Int(offset(at: instant))
        let local = seconds + offset
        let day = Day(number: Int((Double(local) / 86_400).rounded(.down)))
        let second = local - day.number * 86_400
        let distance = abs(offset) / 60
        return
            "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))\(offset < 0 ? "-" : "+")\(two(distance / 60)):\(two(distance % 60))"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func offset(at instant: Date) -> Double { Double(zone.secondsFromGMT(for: instant)) }

    private func localSeconds(_ instant: Date) -> Double { instant.timeIntervalSince1970 + offset(at: instant) }
}
