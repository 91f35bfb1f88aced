import ArgumentParser
import Configuration
import FollowUps
import Foundation
import Store

struct ImportFollowUps: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Open the follow-ups of a file, such as the dates on which trainings expire.",
        discussion: """
            The file holds separated values, as a spreadsheet saves them ("CSV UTF-8"). Its first line names the columns: \
            \(ImportFile.columns.joined(separator: ", ")), in any order; what a kind does not need may be left out. The rules are those of opvolg add. \
            Under due a day may also be written 1-3-2027 or 01/03/2027: day, month, year.
            A row that is wrong refuses the whole file: nothing is opened, every such row is told of, and the exit code is 65.
            Importing a file again changes nothing. A row is there already when there is a follow-up of its kind, about the same case, employee or \
            school, that is due on its day, or was before somebody rescheduled it, whether it is open, closed or cancelled; without a day of its own \
            (no due, or a term), when there is any of that kind about the same.
            """)

    @Argument(help: "The file, or - for standard input.", completion: .file(extensions: ["csv"])) var file: String
    @Flag(help: "Only check: open nothing.") var dryRun = false
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let path = file == "-" ? context.standardInput : file
        let csv = try ImportFile.read(path, called: file == "-" ? "standard input" : file)
        var reader = ImportRows(instance: instance, file: csv.name)
        for row in csv.rows { await reader.read(row) }

        var problems = csv.problems + reader.problems
        // Even when other rows are bad, so that all mistakes show at once.
        let wanted = reader.rows.map(\.wanted)
        let results = try await instance.store.followUps.openMissing(wanted, isTrial: dryRun || !problems.isEmpty, by: change)
        for (row, result) in zip(reader.rows, results) {
            if case .refused(let error) = result { problems.append(reader.problem(at: row.line, error)) }
        }
        if !problems.isEmpty { throw ImportProblems(problems) }

        let outcome = try await OpeningReport(zip(reader.rows.map(\.line), results).map { ($0, $1) }, isTrial: dryRun, in: instance)
        let ownCases = zip(reader.rows, results).compactMap { row, result -> String? in
            guard case .opened(_, let code) = result else { return nil }
            return OwnCase(code: code, asked: row.wanted.opening.caseCode).sentence.map { "line \(row.line): \($0)" }
        }
        let names = NameWarning(instance)
        let named = zip(reader.rows, results).flatMap { row, result -> [String] in
            guard case .opened = result else { return [] }
            return names.about(row.wanted.opening, title: "title", note: "note").map { "\(csv.name):\(row.line): \($0)" }
        }
        context.warn(csv.warnings + outcome.warnings + ownCases + named + [outcome.summary])
        return outcome.listing
    }
}

/// All mistakes in an imported file. Nothing was imported.
struct ImportProblems: Error, CustomStringConvertible {
    /// In the order of the lines.
    let problems: [ConfigurationProblems.Problem]

    init(_ problems: [ConfigurationProblems.Problem]) {
        self.problems = problems.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
    }

    var description: String {
        let count = problems.count == 1 ? "1 mistake" : "\(problems.count) mistakes"
        return "nothing was imported, because of \(count):\n" + problems.map(\.description).joined(separator: "\n")
    }
}
