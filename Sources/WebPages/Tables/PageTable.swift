import FollowUps
import Foundation
import Tabular

/// Writes lists as CSV that a Dutch Excel opens by itself: UTF-8 with a byte order mark, semicolons, the reader's language. Holds no more than
/// the page does; for programs there is `opvolg list --format csv`.
public struct PageTable: Sendable {
    let catalogues: Catalogues
    let directory: Directory
    let language: Language
    let now: Date

    public init(catalogues: Catalogues, directory: Directory, language: Language, now: Date) {
        self.catalogues = catalogues
        self.directory = directory
        self.language = language
        self.now = now
    }

    private var words: PageTableWords { PageTableWords(language: language, clock: directory.clock, sector: catalogues.first.words) }

    public func bytes(of rows: TableRows, isFirst: Bool) -> [UInt8] {
        switch rows {
        case .followUps(let rows): heading(words.followUps, isFirst) + lines(rows)
        case .school(let rows): heading(words.school, isFirst) + lines(rows)
        case .cases(let rows): heading(words.cases, isFirst) + lines(rows)
        case .figures(let rows): heading(words.figures, isFirst) + lines(rows)
        }
    }

    private func lines(_ followUps: [FollowUp]) -> [UInt8] {
        let words = words
        return text(followUps) { followUp in
            let ended = followUp.end?.outcomes ?? []
            return [
                .plain(String(followUp.id)), .written(title(followUp.title, catalogues.kind(of: followUp), followUp.kind)),
                .plain(words.urgency(followUp.urgency)),
                .plain(words.due(followUp.due)), .plain(words.answer(isOverdue(followUp.due, followUp.status))), .written(name(of: followUp.school)),
                .written(followUp.caseCode?.rawValue ?? ""), .written(followUp.employee.map(name) ?? ""),
                .written(owner(followUp.owner, at: followUp.school)), .plain(words.status(followUp.status)),
                .written(ended.map { catalogues.kind(of: followUp)?.outcome($0)?.title[language] ?? $0.rawValue }.joined(separator: "; ")),
            ]
        }
    }

    private func lines(_ rows: [RedactedFollowUp]) -> [UInt8] {
        let words = words
        return text(rows) { row in
            [
                .plain(String(row.id)), .written(row.kind.map { title(row.title, catalogues.catalogue(at: row.school).kind($0), $0) } ?? ""),
                .plain(words.urgency(row.urgency)),
                .plain(words.due(row.due)), .plain(words.answer(isOverdue(row.due, .open))), .written(name(of: row.school)),
                .plain(words.answer(row.isOfCase)), .written(row.employee.map(name) ?? ""), .written(owner(row.owner, at: row.school)),
            ]
        }
    }

    private func lines(_ cases: [CaseSummary]) -> [UInt8] {
        let words = words
        return text(cases) { line in
            [
                .written(line.dossier.code.rawValue), .written(name(of: line.dossier.school)),
                .plain(words.day(directory.clock.day(of: line.dossier.openedAt))), .plain(line.open.map(String.init) ?? ""),
                .plain(line.nextDue.map(words.due) ?? ""),
            ]
        }
    }

    private func lines(_ schools: [SchoolStats]) -> [UInt8] {
        text(schools) { figures in
            [.written(name(of: figures.school))]
                + [
                    figures.open, figures.allOverdue, figures.overdue[.urgent, default: 0], figures.overdue[.acute, default: 0],
                    figures.openCases, figures.trainingsOverdue,
                ].map { .plain(String($0)) }
        }
    }

    private func heading(_ names: [String], _ isFirst: Bool) -> [UInt8] {
        guard isFirst else { return [] }
        var csv = Self.empty
        csv.append(names.map { .plain($0) })
        return CSVText.byteOrderMark + csv.bytes
    }

    private func text<Row>(_ rows: [Row], _ cells: (Row) -> [CSVText.Cell]) -> [UInt8] {
        var csv = Self.empty
        for row in rows { csv.append(cells(row)) }
        return csv.bytes
    }

    // A Dutch Windows has the comma for decimals, so Excel expects semicolons.
    private static var empty: CSVText { CSVText(separator: UInt8(ascii: ";")) }

    private func title(_ own: String?, _ kind: Kind?, _ id: KindID) -> String {
        own ?? (kind ?? catalogues.kinds(id).first)?.title[language] ?? id.rawValue
    }
    private func name(of school: SchoolID) -> String { directory.school(school)?.name ?? school.rawValue }
    private func name(of person: PersonID) -> String { directory.person(person)?.name ?? person.rawValue }

    private func owner(_ owner: Owner, at school: SchoolID) -> String {
        switch owner {
        case .role(let role): catalogues.role(directory.role(filling: role, at: school) ?? role)?.title[language] ?? role.rawValue
        case .person(let person): name(of: person)
        }
    }

    private func isOverdue(_ due: Due, _ status: FollowUp.Status) -> Bool { status == .open && due.overdueFrom(directory.clock) <= now }
}

public enum TableRows: Hashable, Sendable {
    case followUps([FollowUp])
    case school([RedactedFollowUp])
    case cases([CaseSummary])
    case figures([SchoolStats])
}
