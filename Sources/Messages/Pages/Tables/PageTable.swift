import FollowUps
import Foundation

/// Writes the lists of the pages as comma-separated values, line by line: a list may be far longer than what is kept in memory of it.
///
/// The columns are called as those of `opvolg list --format csv`, and hold no more than the page itself.
struct PageTable {
    let catalogue: Catalogue
    let directory: Directory
    let language: Language
    /// UTC instant.
    let now: Date

    /// The lines of some rows, below a heading if they are the first.
    func bytes(of rows: TableRows, isFirst: Bool) -> [UInt8] {
        switch rows {
        case .followUps(let rows): (isFirst ? Self.followUps : []) + lines(rows)
        case .school(let rows): (isFirst ? Self.schoolRows : []) + lines(rows)
        case .cases(let rows): (isFirst ? Self.cases : []) + lines(rows)
        case .figures(let rows): (isFirst ? Self.figures : []) + lines(rows)
        }
    }

    private func lines(_ followUps: [FollowUp]) -> [UInt8] {
        text(followUps) { followUp in
            [
                .plain(String(followUp.id)), .written(title(followUp.title, followUp.kind)), .plain(followUp.urgency.rawValue),
                .plain(due(followUp.due)), overdue(followUp.due, followUp.status), .plain(followUp.school.rawValue),
                .written(followUp.caseCode?.rawValue ?? ""), .plain(followUp.employee?.rawValue ?? ""), .plain(followUp.owner.description),
                .plain(followUp.status.rawValue), .plain(followUp.end?.outcome?.rawValue ?? ""),
            ]
        }
    }

    private func lines(_ rows: [SchoolRow]) -> [UInt8] {
        text(rows) { row in
            [
                .plain(row.id.map(String.init) ?? ""), .written(row.kind.map { title(row.title, $0) } ?? ""), .plain(row.urgency.rawValue),
                .plain(due(row.due)), overdue(row.due, .open), .plain(row.school.rawValue), .plain(row.isOfCase ? "true" : "false"),
                .plain(row.employee?.rawValue ?? ""), .written(row.employee.flatMap { directory.person($0)?.name } ?? ""),
                .plain(row.owner.description),
            ]
        }
    }

    private func lines(_ cases: [CaseLine]) -> [UInt8] {
        text(cases) { line in
            [
                .written(line.dossier.code.rawValue), .plain(line.dossier.school.rawValue), .plain(directory.clock.iso8601(line.dossier.openedAt)),
                .plain(String(line.open)), .plain(line.nextDue.map(due) ?? ""),
            ]
        }
    }

    private func lines(_ schools: [SchoolFigures]) -> [UInt8] {
        text(schools) { figures in
            [.plain(figures.school.rawValue), .written(directory.school(figures.school)?.name ?? "")]
                + [
                    figures.open, figures.allOverdue, figures.overdue[.urgent, default: 0], figures.overdue[.acute, default: 0],
                    figures.openCases, figures.trainingsOverdue,
                ].map { .plain(String($0)) }
        }
    }

    private static let followUps = heading(
        "id", "title", "urgency", "due", "overdue", "school", "case", "person", "owner", "status", "outcome")
    private static let schoolRows = heading("id", "title", "urgency", "due", "overdue", "school", "in_case", "person", "name", "owner")
    private static let cases = heading("code", "school", "opened_at", "open", "next_due")
    private static let figures = heading("school", "name", "open", "overdue", "overdue_urgent", "overdue_acute", "cases", "trainings_overdue")

    private static func heading(_ names: String...) -> [UInt8] {
        var csv = CSVText()
        csv.append(names.map { .plain($0) })
        return csv.bytes
    }

    private func text<Row>(_ rows: [Row], _ cells: (Row) -> [CSVText.Cell]) -> [UInt8] {
        var csv = CSVText()
        for row in rows { csv.append(cells(row)) }
        return csv.bytes
    }

    private func title(_ own: String?, _ kind: KindID) -> String { own ?? catalogue.kind(kind)?.title[language] ?? kind.rawValue }

    private func due(_ due: Due) -> String {
        switch due {
        case .day(let day): day.description
        case .instant(let instant): directory.clock.iso8601(instant)
        }
    }

    private func overdue(_ due: Due, _ status: FollowUp.Status) -> CSVText.Cell {
        .plain(status == .open && due.overdueFrom(directory.clock) <= now ? "true" : "false")
    }
}
