import Configuration
import Foundation
import FollowUps
import Store

struct FollowUpPresenter {
    let catalogues: Catalogues
    let language: Language
    let clock: WallClock
    let now: Date
    /// For cases in which a role may have been taken over.
    private let people: [CaseCode: CasePeople]
    private let today: Day

    init(settings: Settings, people: [CaseCode: CasePeople], now: Date) {
        self.people = people
        catalogues = settings.catalogues
        language = settings.service.language
        clock = settings.service.clock
        self.now = now
        today = clock.day(of: now)
    }

    func listing(_ rows: [ListedFollowUp]) -> TableReport<ListedFollowUp> {
        TableReport(rows: rows, columns: columns, tableColumns: tableColumns)
    }

    /// Each follow-up with more about it, in columns before its own. `hasID` is false for one that is only tried out.
    func listing<Row>(
        _ rows: [Row], _ followUp: @escaping (Row) -> ListedFollowUp, hasID: @escaping (Row) -> Bool, columns first: [TableReport<Row>.Column],
        tableColumns firstOfTable: [TableReport<Row>.TableColumn]
    ) -> TableReport<Row> {
        TableReport(
            rows: rows,
            columns: first + columns.map { column in .init(column.key) { column.key != "id" || hasID($0) ? column.field(followUp($0)) : .none } },
            tableColumns: firstOfTable
                + tableColumns.map { column in .init(column.heading) { column.heading != "ID" || hasID($0) ? column.text(followUp($0)) : "" } })
    }

    func object(_ row: ListedFollowUp) -> [(key: String, field: Field)] { columns.map { ($0.key, $0.field(row)) } }

    /// `follow-up 42: Besproken met ouder, case VL-2026-014, due 2026-12-07, owner ib`
    func sentence(_ followUp: FollowUp) -> String {
        var parts = ["follow-up \(followUp.id): \(title(followUp))"]
        if let code = followUp.caseCode { parts.append("case \(code)") }
        if let person = followUp.employee { parts.append("about \(person)") }
        parts.append("due \(due(followUp.due))")
        parts.append("owner \(owner(followUp))")
        return parts.joined(separator: ", ")
    }

    /// Its own title, else its kind's, else the id of a kind that has left the catalogue.
    func title(_ followUp: FollowUp) -> String {
        followUp.title ?? catalogues.kind(of: followUp)?.title[language] ?? followUp.kind.rawValue
    }

    /// A role that has taken over in the case comes before the owner.
    func owner(_ followUp: FollowUp) -> Owner {
        followUp.caseCode.flatMap { people[$0] }?.owner(inPlaceOf: followUp.owner) ?? followUp.owner
    }

    func due(_ due: Due) -> String {
        switch due {
        case .day(let day): day.description
        case .instant(let instant): clock.iso8601(instant)
        }
    }

    /// As `FollowUp.isOverdue`, without asking the time zone for each of thousands.
    func isOverdue(_ followUp: FollowUp) -> Bool {
        guard followUp.status == .open else { return false }
        return switch followUp.due {
        case .day(let day): day < today
        case .instant(let instant): instant <= now
        }
    }

    private var columns: [TableReport<ListedFollowUp>.Column] {
        [
            .init("id") { .number($0.followUp.id) },
            .init("kind") { .text($0.followUp.kind.rawValue) },
            .init("title") { .written(title($0.followUp)) },
            .init("status") { .text($0.followUp.status.rawValue) },
            .init("urgency") { .text($0.followUp.urgency.rawValue) },
            .init("due") { .text(due($0.followUp.due)) },
            .init("overdue") { .flag(isOverdue($0.followUp)) },
            // Null for what is about the board.
            .init("school") { .text($0.followUp.school.isBoard ? nil : $0.followUp.school.rawValue) },
            .init("case") { .text($0.followUp.caseCode?.rawValue) },
            .init("person") { .text($0.followUp.employee?.rawValue) },
            .init("owner") { .text(owner($0.followUp).description) },
            .init("round") { .number($0.followUp.round) },
            .init("steps_sent") { .number($0.stepsSent) },
            .init("next_reminder") { .text($0.nextReminder.map(clock.iso8601)) },
            .init("outcome") { .text($0.followUp.end?.outcome?.rawValue) },
            .init("opened_at") { .text(clock.iso8601($0.followUp.openedAt)) },
            .init("closed_at") { .text(($0.followUp.end?.at).map(clock.iso8601)) },
            .init("ended_with") { .texts($0.followUp.end?.outcomes ?? []) },
        ]
    }

    private var tableColumns: [TableReport<ListedFollowUp>.TableColumn] {
        [
            .init("ID") { String($0.followUp.id) },
            .init("DUE") { shortDue($0.followUp.due) },
            .init("STATUS") { isOverdue($0.followUp) ? "overdue" : $0.followUp.status.rawValue },
            .init("ABOUT") { $0.followUp.caseCode?.rawValue ?? $0.followUp.employee?.rawValue ?? "" },
            .init("SCHOOL") { $0.followUp.school.isBoard ? "board" : $0.followUp.school.rawValue },
            .init("OWNER") { owner($0.followUp).description },
            .init("TITLE") { title($0.followUp) },
        ]
    }

    private func shortDue(_ due: Due) -> String {
        switch due {
        case .day(let day): day.description
        case .instant(let instant): clock.toTheMinute(instant)
        }
    }
}

extension WallClock {
    /// `2026-12-07 08:00`
    func toTheMinute(_ instant: Date) -> String {
        let minutes = minutes(of: instant)
        let time = TimeOfDay(hour: minutes / 60, minute: minutes % 60) ?? .midnight
        return "\(day(of: instant)) \(time)"
    }
}
