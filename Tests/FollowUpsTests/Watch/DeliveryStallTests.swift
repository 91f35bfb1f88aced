import FollowUps
import Foundation
import Testing

@Suite("That nothing can be delivered")
struct DeliveryStallTests {
    private static func at(_ time: String) -> Date { (try? Date("2026-11-23T\(time):00Z", strategy: .iso8601)) ?? .distantPast }

    private static func channel(_ id: ChannelID, waiting: String? = nil, worked: String? = nil) -> ChannelProgress {
        ChannelProgress(channel: id, waitingSince: waiting.map(at), workedAt: worked.map(at))
    }

    /// At twelve o'clock, with a limit of two hours.
    static let rows: [(what: String, channels: [ChannelProgress], since: String?)] = [
        ("nothing was ever sent", [], nil),
        ("nothing waits, and nothing was sent for hours", [channel(.mail, worked: "01:00")], nil),
        ("mail waits for two hours", [channel(.mail, waiting: "10:00", worked: "08:00")], "10:00"),
        ("a minute less", [channel(.mail, waiting: "10:01", worked: "08:00")], nil),
        ("mail has never worked", [channel(.mail, waiting: "09:00")], "09:00"),
        ("one waits and others went meanwhile", [channel(.mail, waiting: "08:00", worked: "11:00")], nil),
        ("the last that went was long ago", [channel(.mail, waiting: "08:00", worked: "09:30")], "09:30"),
        ("mail stalls, whatever goes over a webhook", [channel(.mail, waiting: "08:00"), channel("teams", worked: "11:59")], "08:00"),
        ("a webhook stalls, and mail works", [channel(.mail, worked: "11:00"), channel("teams", waiting: "08:00")], nil),
        ("a webhook stalls, and nothing else went", [channel(.mail, worked: "09:00"), channel("teams", waiting: "08:00")], "08:00"),
        ("it worked in the future, by a wrong clock", [channel(.mail, waiting: "09:00", worked: "23:00")], "09:00"),
        ("it waits since the future, by a wrong clock", [channel(.mail, waiting: "23:00", worked: "11:00")], nil),
    ]

    @Test("is so when mail, or every way that has something waiting, has taken nothing for as long as the limit", arguments: rows.indices)
    func stall(index: Int) {
        let (what, channels, since) = Self.rows[index]
        #expect(DeliveryStall.since(channels, limit: 7200, at: Self.at("12:00")) == since.map(Self.at), "\(what)")
    }
}
