import FollowUps

struct HistoryPresenter {
    let clock: WallClock

    func listing(_ rows: [HistoryEntry]) -> TableReport<HistoryEntry> {
        TableReport(
            rows: rows, columns: columns,
            tableColumns: [
                .init("ENTRY") { String($0.id) },
                .init("WHEN") { clock.toTheMinute($0.at) },
                .init("WHO") { $0.who },
                .init("WHAT") { $0.action.rawValue },
                .init("FOLLOW-UP") { $0.followUp.map(String.init) ?? "" },
                .init("CASE") { $0.caseCode?.rawValue ?? "" },
                .init("CHANGES") { changes($0) },
            ])
    }

    func object(_ entry: HistoryEntry) -> Field { .object(columns.map { ($0.key, $0.field(entry)) }) }

    /// `2026-11-22 10:00  annie  closed  outcome: nee`, without the follow-up itself.
    func lines(_ entries: [HistoryEntry]) -> [String] {
        DetailReport.lines(entries.map { ("  \(clock.toTheMinute($0.at))  \($0.who)", [$0.action.rawValue, changes($0)].joined(separator: "  ")) })
    }

    private var columns: [TableReport<HistoryEntry>.Column] {
        [
            .init("id") { .number($0.id) },
            .init("at") { .text(clock.iso8601($0.at)) },
            .init("actor") { .written($0.actor) },
            .init("action") { .text($0.action.rawValue) },
            .init("follow_up") { $0.followUp.map { .number($0) } ?? .none },
            .init("case") { .text($0.caseCode?.rawValue) },
            // Null when a purge has removed it, and the follow-up and case with it.
            .init("changes") { entry in
                entry.changes.map { .list($0.map { .object([("field", .text($0.field)), ("from", .text($0.from)), ("to", .text($0.to))]) }) } ?? .none
            },
            // Null when they did it themselves.
            .init("through") { .written($0.through) },
        ]
    }

    private func changes(_ entry: HistoryEntry) -> String {
        guard let changes = entry.changes else { return "(removed by a purge)" }
        return changes.map { change in
            switch (change.from, change.to) {
            case (let from?, let to?): "\(change.field): \(from) → \(to)"
            case (let from?, nil): "\(change.field): no longer \(from)"
            case (nil, let to?): "\(change.field): \(to)"
            case (nil, nil): change.field
            }
        }.joined(separator: "; ")
    }
}

extension HistoryEntry {
    /// `ib-vlieger (through beheerder)`
    var who: String { actor + (through.map { " (through \($0))" } ?? "") }
}
