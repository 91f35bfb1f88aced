import Foundation
import TestSupport
import Testing

@Suite("The forecast")
struct ForecastTests {
    /// Follow-ups of every urgency and scope, so that digests, deputies, bundles, escalations and repeats all occur.
    private func prepare(_ instance: TestInstance) async throws {
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        try await instance.add("hulp-aangekomen", "--case", "RB-2026-003", "--school", "regenboog", "--due", "2026-12-01")
        try await instance.add("amk-opnieuw", "--case", "VL-2026-014", "--due", "2026-12-24")
        try await instance.add("meldcode-evalueren", "--school", "vlieger", "--due", "2026-12-15")
        try await instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2027-01-06")
        try await instance.add("medewerker-training", "--person", "directie-regenboog", "--due", "2025-11-01")
    }

    @Test("what it shows for sixty days is what the daemon's passes then send")
    func isWhatHappens() async throws {
        let instance = try TestInstance(now: "2026-11-22 11:00:00")
        try await prepare(instance)
        let forecast: [ForecastJSON] = try await instance.json(["forecast", "--days", "60"])
        #expect(forecast.count > 40)

        // At the moments that it names, and some more each day: whatever comes up elsewhere would be sent then, at a time that it does not name.
        let named = try forecast.map { line in
            let moment = try Date(line.at, strategy: .iso8601).formatted(.iso8601)
            return moment.replacing("T", with: " ").replacing("Z", with: "")
        }
        let others = LifeTests.everyDay(at: ["03:00:00", "05:59:00", "11:00:00", "17:00:00"], from: 22, until: 82)
        let instants = Set(named + others).filter { $0 < "2027-01-21 11:00:00" }.sorted()
        let result = try await instance.passes(at: instants)
        #expect(result.exitCode == 0, "\(result.standardError)")
        // A digest of which everything has gone out by itself meanwhile is dropped, and the forecast knows that too.
        let sent = try await instance.messages().filter { $0.state != "dropped" }.flatMap { message in
            (message.follow_ups.map(String.init) + message.overview_of.map { _ in "overview" }).map {
                "\(message.sent_at ?? message.state) \(message.recipient) \(message.channel) \($0)"
            }
        }
        #expect(sent.sorted() == forecast.map { "\($0.at) \($0.recipient) \($0.channel) \($0.follow_up.map(String.init) ?? $0.step)" }.sorted())
    }
}
