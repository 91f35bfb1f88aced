import FollowUps
import Foundation
import SchoolTestSupport
import TestSupport
import Testing

@testable import WebPages

@Suite("Figures for a monitor")
struct PrometheusTests {
    /// `name{label=value}` and its number, as Prometheus' own client for Python reads the text.
    private func read(_ text: String) async throws -> [String: Double] {
        let program = """
            import json, sys
            from prometheus_client.parser import text_string_to_metric_families as families
            def name(s): return s.name + ("{" + ",".join(f"{k}={v}" for k, v in sorted(s.labels.items())) + "}" if s.labels else "")
            read = [(name(s), s.value) for f in families(sys.stdin.read()) for s in f.samples if f.documentation and f.type == "gauge"]
            assert len(dict(read)) == len(read), "a sample stands there twice"
            json.dump(dict(read), sys.stdout)
            """
        let result = try await ProgramRun.run(.python, ["-c", program], input: .data(Data(text.utf8)))
        try #require(result.exitCode == 0, "\(result.standardError)")
        return try JSONDecoder().decode([String: Double].self, from: Data(result.standardOutput.utf8))
    }

    /// De Vlieger with a calendar until the summer of 2027, De Regenboog with none.
    private static let directory = Directory(
        clock: .amsterdam,
        schools: [
            School(
                id: "vlieger", name: "De Vlieger", region: "noord", roles: [:],
                calendar: SchoolCalendar(clock: .amsterdam, holidays: [days("2027-07-10", "2027-08-22")])),
            School(id: "regenboog", name: "De Regenboog", region: "noord", roles: [:], calendar: SchoolCalendar(clock: .amsterdam)),
        ], people: [])

    private func figures(oldest: String? = nil, lastPass: String? = "2026-12-07 08:00", schools: [SchoolStats]? = nil) -> ServiceMetrics {
        ServiceMetrics(
            schools: schools ?? [
                SchoolStats(school: "vlieger", open: 12, overdue: [.acute: 1, .normal: 3], openCases: 5, trainingsOverdue: 2),
                SchoolStats(school: "regenboog", open: 0, overdue: [:], openCases: 0, trainingsOverdue: 0),
            ], queued: 4, failed: 1, oldestUnsent: oldest.map { at($0) }, lastPass: lastPass.map { at($0) }, lastPassTook: 0.25,
            lastBackup: at("2026-12-07 02:30"),
            faults: .init(unreached: 2, quarantined: 3, clockIsWrong: true, isRetired: true, fenceFailingSince: at("2026-12-07 08:00")),
            freeSpace: 5_000_000_000)
    }

    @Test("Prometheus' client reads every figure, by school")
    func samples() async throws {
        let read = try await read(
            PrometheusText.text(
                of: figures(oldest: "2026-12-07 07:58"), in: Self.directory, emptyRoles: { $0 == "vlieger" ? 1 : 0 }, at: at("2026-12-07 08:01")))
        #expect(read["opvolg_follow_ups_unreached"] == 2 && read["opvolg_quarantined"] == 3 && read["opvolg_clock_wrong"] == 1)
        #expect(read["opvolg_retired"] == 1 && read["opvolg_fence_outage_seconds"] == 60)
        #expect(read["opvolg_disk_free_bytes"] == 5_000_000_000)
        #expect(read["opvolg_roles_without_holder{school=vlieger}"] == 1 && read["opvolg_roles_without_holder{school=regenboog}"] == 0)
        #expect(read["opvolg_follow_ups_open{school=vlieger}"] == 12 && read["opvolg_follow_ups_open{school=regenboog}"] == 0)
        #expect(read["opvolg_follow_ups_overdue{school=vlieger,urgency=acute}"] == 1)
        #expect(read["opvolg_follow_ups_overdue{school=vlieger,urgency=urgent}"] == 0)
        #expect(read["opvolg_cases_open{school=vlieger}"] == 5)
        #expect(read["opvolg_messages_queued"] == 4 && read["opvolg_messages_failed"] == 1)
        #expect(read["opvolg_oldest_unsent_age_seconds"] == 180)
        #expect(read["opvolg_last_pass_timestamp_seconds"] == 1_796_626_800 && read["opvolg_last_pass_duration_seconds"] == 0.25)
        #expect(read["opvolg_build_info{version=\(programVersion)}"] == 1)
        // The midnight after 22 August 2027 in Amsterdam.
        #expect(read["opvolg_holidays_known_until_timestamp_seconds{school=vlieger}"] == 1_818_972_000)
        #expect(read["opvolg_holidays_known_until_timestamp_seconds{school=regenboog}"] == 0)
        #expect(read["opvolg_last_backup_timestamp_seconds"] == 1_796_607_000)
        #expect(read.count == 29)
    }

    @Test("a channel that cannot be used has a figure, and one that can has none")
    func outages() async throws {
        let outage = ChannelOutage(of: .mail, after: nil, reason: "no answer", at: at("2026-12-07 07:51"))
        let figures = ServiceMetrics(
            schools: [], queued: 0, failed: 0, oldestUnsent: nil, lastPass: nil, lastPassTook: nil, outages: [outage],
            mailbox: MailboxCondition(outage: MailboxOutage(since: at("2026-12-07 08:00"), reason: "no answer"), unread: 3))
        let read = try await read(PrometheusText.text(of: figures, in: Self.directory, at: at("2026-12-07 08:01")))
        #expect(
            read.filter { $0.key.contains("outage") } == [
                "opvolg_channel_outage_seconds{channel=mail}": 600, "opvolg_mailbox_outage_seconds": 60, "opvolg_fence_outage_seconds": 0,
            ])
        #expect(read["opvolg_mailbox_unread"] == 3)
    }

    @Test("what is not known is left out, nothing late is 0, and an odd name of a school breaks nothing")
    func absent() async throws {
        let odd = SchoolStats(school: "a\"b\\c\nd", open: 1, overdue: [:], openCases: 0, trainingsOverdue: 0)
        let read = try await read(PrometheusText.text(of: figures(lastPass: nil, schools: [odd]), in: Self.directory, at: at("2026-12-07 08:01")))
        #expect(read["opvolg_last_pass_timestamp_seconds"] == nil && read["opvolg_oldest_unsent_age_seconds"] == 0)
        #expect(read["opvolg_follow_ups_open{school=a\"b\\c\nd}"] == 1)
    }

    @Test("well is who has passed in the last five minutes")
    func well() {
        #expect(figures().isWell(at: at("2026-12-07 08:05")))
        #expect(!figures().isWell(at: at("2026-12-07 08:05:01")))
        #expect(!figures(lastPass: nil).isWell(at: at("2026-12-07 08:05")))
    }
}
