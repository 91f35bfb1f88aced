import FollowUps
import Foundation

/// Writes metrics in the Prometheus text format, version 0.0.4.
public struct PrometheusText: Sendable {
    private var text = ""

    /// - Parameter emptyRoles: how many roles nobody holds at a school.
    public static func text(
        of figures: ServiceMetrics, in directory: Directory, emptyRoles: (SchoolID) -> Int = { _ in 0 }, at now: Date
    ) -> String {
        var writer = PrometheusText()
        writer.append(figures, at: now)
        writer.appendFaults(figures, at: now)
        writer.appendHolidays(of: directory)
        writer.family(
            "opvolg_roles_without_holder", "Roles that nobody holds, themselves or by a fallback.",
            directory.schools.map { ([("school", $0.id.rawValue)], Double(emptyRoles($0.id))) })
        return writer.text
    }

    private mutating func appendFaults(_ figures: ServiceMetrics, at now: Date) {
        family(
            "opvolg_follow_ups_unreached", "Open follow-ups of which nobody heard, because all of their messages were given up.",
            [([], Double(figures.faults.unreached))])
        family(
            "opvolg_quarantined", "Open follow-ups that cannot be planned, and messages that cannot be written.",
            [([], Double(figures.faults.quarantined))])
        family("opvolg_clock_wrong", "1 while the clock shows less than it did before.", [([], figures.faults.clockIsWrong ? 1 : 0)])
        family(
            "opvolg_retired", "1 on a machine in whose place another works: it sends nothing.", [([], figures.faults.isRetired ? 1 : 0)])
        let failing = figures.faults.fenceFailingSince.map { max(0, now.timeIntervalSince($0)) } ?? 0
        family("opvolg_fence_outage_seconds", "For how long the fence of a second machine could not be read; 0 when it can.", [([], failing)])
        if let free = figures.freeSpace { family("opvolg_disk_free_bytes", "Free on the disk of the database.", [([], Double(free))]) }
    }

    private mutating func appendHolidays(of directory: Directory) {
        family(
            "opvolg_holidays_known_until_timestamp_seconds",
            "The end of the last school holiday that is known; 0 when none is. After it every weekday counts as a school day.",
            directory.schools.map { school in
                let end = school.calendar.lastHoliday.map { directory.clock.start(of: $0.adding(days: 1)).timeIntervalSince1970 }
                return ([("school", school.id.rawValue)], end ?? 0)
            })
    }

    private mutating func append(_ figures: ServiceMetrics, at now: Date) {
        family("opvolg_build_info", "The version that runs.", [([("version", programVersion)], 1)])
        family("opvolg_follow_ups_open", "Open follow-ups.", figures.schools.map { ([("school", $0.school.rawValue)], Double($0.open)) })
        family(
            "opvolg_follow_ups_overdue", "Open follow-ups that are overdue.",
            figures.schools.flatMap { school in
                Urgency.allCases.map { urgency in
                    ([("school", school.school.rawValue), ("urgency", urgency.rawValue)], Double(school.overdue[urgency, default: 0]))
                }
            })
        family("opvolg_cases_open", "Open cases.", figures.schools.map { ([("school", $0.school.rawValue)], Double($0.openCases)) })
        family("opvolg_messages_queued", "Messages that wait to be sent.", [([], Double(figures.queued))])
        family("opvolg_messages_failed", "Messages that were given up.", [([], Double(figures.failed))])
        let age = figures.oldestUnsent.map { max(0, now.timeIntervalSince($0)) } ?? 0
        family("opvolg_oldest_unsent_age_seconds", "How long the message that is late longest has waited; 0 when none is.", [([], age)])
        family(
            "opvolg_channel_outage_seconds", "For how long a channel could not be used; none of one that can.",
            figures.outages.map { ([("channel", $0.channel.rawValue)], max(0, now.timeIntervalSince($0.since))) })
        let outage = figures.mailbox.outage.map { max(0, now.timeIntervalSince($0.since)) } ?? 0
        family("opvolg_mailbox_outage_seconds", "For how long the bounce mailbox could not be read; 0 when it can.", [([], outage)])
        family(
            "opvolg_mailbox_unread", "Mails in the bounce mailbox that opvolg does not understand and somebody has to read.",
            [([], Double(figures.mailbox.unread))])
        family(
            "opvolg_last_backup_timestamp_seconds", "When the last nightly copy was made and found sound; 0 when there has been none.",
            [([], figures.lastBackup?.timeIntervalSince1970 ?? 0)])
        if let last = figures.lastPass {
            family("opvolg_last_pass_timestamp_seconds", "When the last pass ended well.", [([], last.timeIntervalSince1970)])
        }
        if let took = figures.lastPassTook { family("opvolg_last_pass_duration_seconds", "How long the last pass took.", [([], took)]) }
    }

    private mutating func family(_ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]) {
        if samples.isEmpty { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        for (labels, value) in samples {
            let list = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
            text += list.isEmpty ? name : "\(name){\(list)}"
            text += " \(Self.number(value))\n"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String { Int64(exactly: value).map(String.init) ?? "\(value)" }
}
