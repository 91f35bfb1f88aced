import Configuration
import FollowUps
import Store

/// Turns the rows of a file into follow-ups by the rules of `opvolg add`, and notes each row's mistakes.
struct ImportRows {
    struct Row {
        let line: Int
        let wanted: FollowUpSeed
    }

    /// Two rows with the same subject and due moment are a mistake.
    private struct Subject: Hashable {
        let kind: KindID
        let title: String?
        let about: String
    }

    private(set) var rows: [Row] = []
    private(set) var problems: [ConfigurationProblems.Problem] = []
    private let instance: Instance
    private let file: String
    /// Of cases that the file itself opens.
    private var schools: [CaseCode: SchoolID] = [:]
    private var seen: [Subject: [(line: Int, due: Due?)]] = [:]

    init(instance: Instance, file: String) {
        self.instance = instance
        self.file = file
    }

    mutating func read(_ row: CSVFile.Row) async {
        do {
            let when = try ImportRows.checked(row)
            let arguments = OpeningArguments(
                kind: row["kind"] ?? "", caseCode: row["case"], person: row["person"], school: row["school"], due: when, owner: row["owner"],
                note: row["note"], title: row["title"], reason: row["reason"])
            let opening = try await arguments.request(in: instance) { [schools] code in
                try await instance.store.cases.place(of: code) ?? schools[code].map { CasePlace(school: $0) }
            }.opening
            try await instance.checkOpening(opening)
            if let code = opening.caseCode { schools[code] = schools[code] ?? opening.school }
            let hasOwnDay =
                switch when {
                case .day, .moment: true
                case .term, nil: false
                }
            if let earlier = repeated(opening, due: hasOwnDay ? opening.due : nil, line: row.line) {
                throw CommandError.sameAsLine(earlier)
            }
            rows.append(Row(line: row.line, wanted: FollowUpSeed(opening, unless: hasOwnDay ? .sameDue : .any)))
        } catch let refusal as CommandError {
            problems += refusal.all.map { problem(at: row.line, $0) }
        } catch {
            problems.append(problem(at: row.line, error))
        }
    }

    func problem(at line: Int, _ error: any Error) -> ConfigurationProblems.Problem {
        let message = (error as? CommandError)?.inFile ?? (error as? StoreError)?.inFile ?? "\(error)"
        // It may quote a cell, which can contain a line break.
        return .init(file: file, line: line, key: "", message: message.safeForTerminal)
    }

    /// When a row is due, by its own cell; throws what is wrong with that and when it names no kind.
    private static func checked(_ row: CSVFile.Row) throws(CommandError) -> DateExpression? {
        var refusals: [CommandError] = row["kind"] == nil ? [.empty("kind")] : []
        var when: DateExpression?
        do throws(CommandError) {
            if let text = row["due"] { when = try self.when(text) }
        } catch {
            refusals.append(error)
        }
        if !refusals.isEmpty { throw CommandError(all: refusals) }
        return when
    }

    private static func when(_ text: String) throws(CommandError) -> DateExpression {
        do throws(SpreadsheetDate.Objection) {
            if let when = try DateExpression(cell: text) { return when }
        } catch { throw .badDate(text, error) }
        throw .badWhen(text)
    }

    /// The line of an earlier row that asks for the same. A row without a day of its own equals any other of its subject.
    private mutating func repeated(_ opening: NewFollowUp, due: Due?, line: Int) -> Int? {
        let about = opening.caseCode.map { "case \($0)" } ?? opening.employee.map { "person \($0)" } ?? "place \(opening.school)"
        let subject = Subject(kind: opening.kind, title: opening.title, about: about)
        let earlier = seen[subject, default: []].first { $0.due == nil || due == nil || $0.due == due }
        seen[subject, default: []].append((line, due))
        return earlier?.line
    }
}

extension StoreError {
    /// In a file, options are columns.
    fileprivate var inFile: String {
        description.replacing("say with --reason TEXT why not", with: "put under reason why not").replacing("--school", with: "school")
    }
}

extension CommandError {
    /// In a file, options are columns.
    var inFile: String {
        switch self {
        case .needsCase(let kind): "\"\(kind)\" is about a case; put its code under case"
        case .needsPerson(let kind): "\"\(kind)\" is about an employee; put their id under person"
        case .needsSchool(let known): "it cannot be told which school it belongs to; put one under school: \(known.joined(separator: ", "))"
        case .titleMissing(let kind): "each \"\(kind)\" has a title of its own; put it under title"
        case .titleNotAsked(let kind): "\"\(kind)\" has its title from the catalogue; empty the cell under title, or put it under note"
        case .noTerm(let kind): "\"\(kind)\" has no term of its own, and nothing is kept here without one; put under due when it is due"
        case .noOwner(let kind): "nobody is named to own this \"\(kind)\"; put a person or role under owner"
        default: description.replacing("--", with: "")
        }
    }
}
