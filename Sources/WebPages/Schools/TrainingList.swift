import FollowUps
import Foundation
import Tabular

/// A list of who has to repeat a training by when, as pasted from a spreadsheet or a CSV file; read by the rules of any new follow-up.
///
/// Its columns are the person, the day and, if need be, the training. A first line may name them in another order.
public struct TrainingList: Hashable, Sendable {
    public enum Problem: Error, Hashable, Sendable {
        /// A quotation mark too many or too few.
        case unreadable
        case tooManyCells(Int)
        case personMissing
        case unknownPerson(String)
        case severalPeople(String)
        case dayMissing
        case badDay(String)
        case trainingMissing
        case unknownTraining(String)
        case due(DueProblem)
        /// The line that says the same.
        case sameAs(Int)
        /// What its fields ask for cannot be opened.
        case refused
    }

    public struct Row: Hashable, Sendable {
        /// From 1.
        public let line: Int
        /// As it stands in the list.
        public let text: String
        /// Nil when something is wrong.
        public let opening: NewFollowUp?
        public let problems: [Problem]
    }

    /// In bytes: some thousand lines.
    public static let largest = 64 * 1024

    public let text: String
    /// The training of lines that name none.
    public let training: KindID?
    public let rows: [Row]

    public var openings: [NewFollowUp] { rows.compactMap(\.opening) }
    public var isRight: Bool { !rows.isEmpty && rows.allSatisfy(\.problems.isEmpty) }

    /// - Parameter school: whose people it is about.
    public init(_ text: String, training: KindID?, at school: SchoolID, rules: Ruleset, now: Date) {
        self.text = text
        self.training = training
        let (records, errors) = CSVParser.parse(Array(text.utf8))
        var reader = Reader(records.first, training: training, school: school, rules: rules, now: now)
        let read = records.dropFirst(reader.hasHeader ? 1 : 0).filter { !$0.cells.allSatisfy(\.isEmpty) }.map { reader.row($0) }
        let unreadable = errors.map { Row(line: $0.line, text: "", opening: nil, problems: [.unreadable]) }
        rows = (read + unreadable).sorted { $0.line < $1.line }
    }

    /// The kinds of which a list can open something.
    public static func trainings(in catalogue: Catalogue) -> [Kind] {
        catalogue.kinds.filter { $0.scope == .employee && !$0.titleGiven && $0.id != catalogue.alarm?.id }
    }
}

extension TrainingList {
    fileprivate enum Column: CaseIterable {
        case person, day, training

        /// What a first line may call it.
        var names: Set<String> {
            switch self {
            case .person: ["person", "employee", "name", "email", "e-mail", "medewerker", "naam", "wie"]
            case .day: ["due", "date", "day", "until", "datum", "dag", "uiterlijk", "geldig tot", "verloopt"]
            case .training: ["kind", "training", "soort", "scholing"]
            }
        }
    }

    fileprivate struct Reader {
        let hasHeader: Bool
        private let columns: [Column?]
        private let training: KindID?
        private let school: SchoolID
        private let rules: Ruleset
        private let now: Date
        private let staff: [Person]
        private let trainings: [Kind]
        private var seen: [OpeningRequest.Fields: Int] = [:]

        init(_ first: CSVParser.Record?, training: KindID?, school: SchoolID, rules: Ruleset, now: Date) {
            let named = (first?.cells ?? []).map { cell in Column.allCases.first { $0.names.contains(cell.lowercased()) } }
            hasHeader = named.contains(.person) && named.contains(.day)
            columns = hasHeader ? named : [.person, .day, .training]
            self.training = training
            self.school = school
            self.rules = rules
            self.now = now
            staff = rules.directory.staff(at: school)
            trainings = TrainingList.trainings(in: rules.catalogues.catalogue(at: school))
        }

        mutating func row(_ record: CSVParser.Record) -> Row {
            let text = record.cells.filter { !$0.isEmpty }.joined(separator: "; ")
            func wrong(_ problems: [Problem]) -> Row { Row(line: record.line, text: text, opening: nil, problems: problems) }
            guard record.cells.dropFirst(columns.count).allSatisfy(\.isEmpty) else { return wrong([.tooManyCells(columns.count)]) }
            var cells: [Column: String] = [:]
            for (column, cell) in zip(columns, record.cells) where !cell.isEmpty {
                if let column { cells[column] = cell }
            }
            var problems: [Problem] = []
            let person = found(&problems) { () throws(Problem) -> PersonID in try self.person(cells[.person]) }
            let day = found(&problems) { () throws(Problem) -> Day in try self.day(cells[.day]) }
            let kind = found(&problems) { () throws(Problem) -> KindID in try self.kind(cells[.training]) }
            guard let person, let day, let kind else { return wrong(problems) }

            var fields = OpeningRequest.Fields(kind: kind)
            fields.person = person
            fields.school = school
            fields.due = .day(day)
            if let earlier = seen[fields] { return wrong([.sameAs(earlier)]) }
            seen[fields] = record.line
            do throws(InvalidRequest<OpeningRequest.Problem>) {
                let opening = try OpeningRequest(fields, rules: rules, now: now).opening
                return Row(line: record.line, text: text, opening: opening, problems: [])
            } catch {
                return wrong(error.problems.map { problem -> Problem in if case .due(let due, _) = problem { .due(due) } else { .refused } })
            }
        }

        private func found<Value>(_ problems: inout [Problem], _ read: () throws(Problem) -> Value) -> Value? {
            do throws(Problem) {
                return try read()
            } catch {
                problems.append(error)
                return nil
            }
        }

        /// By id, mail address or name, in any letter case.
        private func person(_ text: String?) throws(Problem) -> PersonID {
            guard let text else { throw Problem.personMissing }
            let wanted = text.lowercased()
            if let one = staff.first(where: { $0.id.rawValue == wanted || $0.email?.text.lowercased() == wanted }) { return one.id }
            let named = staff.filter { $0.name.lowercased() == wanted }
            guard let one = named.first else { throw Problem.unknownPerson(text) }
            guard named.count == 1 else { throw Problem.severalPeople(text) }
            return one.id
        }

        private func day(_ text: String?) throws(Problem) -> Day {
            guard let text else { throw Problem.dayMissing }
            guard let day = try? SpreadsheetDate(text)?.day else { throw Problem.badDay(text) }
            return day
        }

        /// By id or title.
        private func kind(_ text: String?) throws(Problem) -> KindID {
            guard let text else {
                guard let training else { throw Problem.trainingMissing }
                guard trainings.contains(where: { $0.id == training }) else { throw Problem.unknownTraining(training.rawValue) }
                return training
            }
            let wanted = text.lowercased()
            let found = trainings.first { kind in
                kind.id.rawValue == wanted || Language.allCases.contains { kind.title[$0].lowercased() == wanted }
            }
            guard let found else { throw Problem.unknownTraining(text) }
            return found.id
        }
    }
}
