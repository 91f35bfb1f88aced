import Foundation
import FollowUps
import Store

struct MessagePresenter {
    let clock: WallClock

    func listing(_ rows: [ListedMessage]) -> TableReport<ListedMessage> {
        TableReport(
            rows: rows, columns: columns,
            tableColumns: [
                .init("ID") { String($0.message.id) },
                .init("STATE") { $0.message.state.rawValue },
                .init("WHEN") { ($0.message.sentAt ?? $0.message.nextAttemptAt).map(clock.toTheMinute) ?? "" },
                .init("RECIPIENT") { $0.message.recipient.rawValue },
                .init("CHANNEL") { $0.message.channel.rawValue },
                .init("FOLLOW-UPS") { row in
                    let others = (row.overviewOf.isEmpty ? [] : ["overview"]) + (row.message.purpose == .notice ? ["notice"] : [])
                    return (row.followUps.map(String.init) + others).joined(separator: " ")
                },
                .init("ATTEMPTS") { String($0.message.attempts) },
                .init("LAST ERROR") { $0.message.lastError ?? "" },
            ])
    }

    func object(_ row: ListedMessage) -> [(key: String, field: Field)] { columns.map { ($0.key, $0.field(row)) } }

    func sheet(_ row: ListedMessage, reminders: [Reminder]) -> DetailReport {
        let message = row.message
        let facts = DetailReport.lines([
            ("message", String(message.id)), ("recipient", message.recipient.rawValue), ("channel", message.channel.rawValue),
            ("holds", Self.content(message.purpose)),
            ("overview of", row.overviewOf.isEmpty ? nil : row.overviewOf.map(\.rawValue).joined(separator: " ")), ("state", message.state.rawValue),
            ("attempts", String(message.attempts)), ("next attempt", message.nextAttemptAt.map(clock.toTheMinute)),
            ("sent", message.sentAt.map(clock.toTheMinute)), ("last error", message.lastError), ("Message-ID", message.messageID),
        ])
        let steps = DetailReport.lines(
            reminders.map { ("  follow-up \($0.followUp)", "step \($0.step), \(Forecast.reason(for: $0, purpose: message.purpose))") })
        return DetailReport(
            members: object(row) + [("reminders", .list(reminders.map(field)))],
            lines: facts + (steps.isEmpty ? [] : ["", "reminders"] + steps))
    }

    /// `message 7 to ib-vlieger over mail: queued`
    func sentence(_ message: Message) -> String {
        "message \(message.id) to \(message.recipient) over \(message.channel): \(message.state.rawValue)"
            + (message.nextAttemptAt.map { ", to be sent from \(clock.toTheMinute($0))" } ?? "")
    }

    private static func content(_ purpose: DeliverySlot.Purpose) -> String {
        switch purpose {
        case .reminders: "reminders"
        case .digest: "a digest"
        case .notice: "a notice to the operator"
        }
    }

    private func field(_ reminder: Reminder) -> Field {
        .object([
            ("follow_up", .number(reminder.followUp)), ("step", .text(reminder.step)), ("audience", .text(reminder.audience.description)),
            ("stands_in_for", .text(reminder.standsInFor?.rawValue)), ("escalation", .flag(reminder.isEscalation)),
        ])
    }

    private var columns: [TableReport<ListedMessage>.Column] {
        [
            .init("id") { .number($0.message.id) },
            .init("recipient") { .text($0.message.recipient.rawValue) },
            .init("channel") { .text($0.message.channel.rawValue) },
            .init("state") { .text($0.message.state.rawValue) },
            .init("attempts") { .number($0.message.attempts) },
            .init("next_attempt") { .text($0.message.nextAttemptAt.map(clock.iso8601)) },
            .init("last_error") { .written($0.message.lastError) },
            .init("message_id") { .text($0.message.messageID) },
            .init("follow_ups") { .list($0.followUps.map { .number($0) }) },
            .init("sent_at") { .text($0.message.sentAt.map(clock.iso8601)) },
            .init("overview_of") { .texts($0.overviewOf) },
            .init("purpose") { .text($0.message.purpose.rawValue) },
        ]
    }
}
