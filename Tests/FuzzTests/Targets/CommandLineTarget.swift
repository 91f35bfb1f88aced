import ArgumentParser
import FollowUps
import Foundation
import Store

@testable import OpvolgCLI

extension FuzzTarget {
    /// The command line, an argument on each line of the input: whatever is typed is done or refused with a word, and the database stays whole.
    static let commandLine = FuzzTarget(
        "command-line", inputs: 200, longest: 2048,
        tokens: [
            "add", "list", "overdue", "show", "close", "snooze", "reschedule", "assign", "cancel", "reopen", "case", "open", "exclude", "person",
            "away",
            "back", "contact", "kind", "graph", "forecast", "preview", "message", "retry", "history", "verify", "check", "status", "school-year",
            "start",
            "purge", "hold", "release", "export", "help", "--case", "--person", "--school", "--due", "--owner", "--note", "--title", "--before",
            "--status",
            "--format", "json", "csv", "table", "--on", "--reason", "--until", "--from", "--deputy", "--days", "--as", "--all-of", "--to",
            "--dry-run", "--yes",
            "--failed", "--overdue", "--", "-", "--help", "--version", "VL-2026-014", "vlieger", "ib", "ib-vlieger", "weging", "noodsituatie", "taak",
            "2026-12-12T09:30", "3sd", "1", "-1", "9223372036854775807", "99999999999999999999", "--generate-completion-script", "bash",
        ],
        seeds: {
            [
                "add\nweging\n--case\nVL-2026-014\n--school\nvlieger\n--due\n2026-12-12\n--note\nzie dossier",
                "add\ntraining\n--person\nib-vlieger\n--due\n9999m",
                "add\nnoodsituatie\n--case\nD1042\n--school\nregenboog\n--due\n2026-12-12T09:30",
                "add\ntaak\n--title\nBel de GGD\n--school\nvlieger\n--due\n2w\n--as\nbestuur",
                "list\n--overdue\n--before\n2027-01-01\n--owner\nib\n--format\njson", "show\n1\n--format\njson",
                "close\n1\ngesprek\n--on\n2026-11-20",
                "close\n1\nniets\n--reason\nloos alarm", "snooze\n1\n--until\n3sd\n--reason\nziek",
                "reschedule\n1\n--due\n2027-02-01\n--reason\nvakantie",
                "assign\n1\ndirectie-vlieger", "cancel\n1\n--reason\ndubbel", "reopen\n2\n--reason\ntoch", "case\nopen\n2026-015\n--school\nvlieger",
                "case\nlist",
                "case\nshow\nVL-2026-014", "case\nexclude\nVL-2026-014\ndirectie-vlieger", "case\nclose\nVL-2026-014",
                "person\naway\nib-vlieger\n--from\n2026-12-01\n--until\n2026-12-05\n--deputy\nbestuur",
                "person\nlist\n--format\ncsv", "kind\nshow\nweging", "kind\ngraph", "forecast\n--days\n30\n--format\njson", "preview\n1\n--as\neml",
                "message\nlist\n--failed",
                "history\n--case\nVL-2026-014", "history\nverify", "status\n--format\njson", "check", "school-year\nstart\n--dry-run",
                "purge\n--dry-run",
                "contact\nlist", "--help", "help\nadd", "--version", "--generate-completion-script\nzsh",
            ]
        }
    ) { input in
        let arguments = text(input).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // Those that write files where they are told to, and files elsewhere on the machine, are left alone.
        let writers: Set<String> = ["init", "backup", "restore"]
        if arguments.contains(where: { writers.contains($0) || $0.hasPrefix("/") || $0.contains("=/") || $0.contains("..") }) {
            _ = try? Opvolg.parseAsRoot(arguments)
            return .refused
        }
        let commandLine = try fuzzedCommandLine.get()
        try commandLine.clear()
        let outcome = try commandLine.run(arguments)
        let (status, output, notes) = (outcome.status, outcome.output, outcome.notes)
        try require([0, 1, 2, 64, 65, 75, 78].contains(status), "exit code \(status)")
        try require(status == 0 || status == 1 || status == 2 || !notes.isEmpty, "exit code \(status) and no word")
        try require(status == 0 || !output.isEmpty || !notes.isEmpty, "exit code \(status) and no word")
        try require(notes.utf8.count < 20_000, "a word of \(notes.utf8.count) bytes")
        if status == 0, let format = arguments.lastIndex(of: "--format"), arguments.dropFirst(format + 1).first == "json",
            output.first.map({ "[{".contains($0) }) == true
        {
            let value = try? JSONSerialization.jsonObject(with: Data(output.utf8))
            try require(value != nil, "no JSON: \(output.prefix(300).debugDescription)")
        }
        try commandLine.checkWhole()
        return status == 0 ? .accepted : .refused
    }

    /// The rows of an import, by the rules of `opvolg add`: a file is refused whole, with a line for each mistake, or opened.
    static let importRows = FuzzTarget(
        "import", inputs: 150, longest: 2048,
        tokens: [
            "kind", "person", "case", "school", "due", "owner", "note", "title", "weging", "training", "taak", "noodsituatie", "ib-vlieger", "VL-1",
            "3sd", ",", "\n",
        ],
        seeds: {
            [
                "kind,person,due,note\ntraining,ib-vlieger,2027-03-01,EHBO\ntraining,bestuur,2w,\n",
                "kind;case;school;due;owner\nweging;VL-2026-020;vlieger;2026-12-12;ib\nnoodsituatie;VL-2026-020;;2026-12-12T09:30;\n",
                "kind;case;due\nnoodsituatie;VL-2026-020;\"\u{7F}\n:30\"\n", "kind,school,title,due\ntaak,regenboog,\"Bel, en schrijf\",5d\n",
                "sep=;\nkind;person;due;note\ntraining;bestuur;1-3-2027\ntraining;ib-vlieger;2027-03-01 00:00\n",
            ]
        }
    ) { input in
        let commandLine = try fuzzedCommandLine.get()
        try commandLine.clear()
        try commandLine.instance.write(input, to: "rows.csv")
        let outcome = try commandLine.run(["import", commandLine.instance.path("rows.csv")])
        let (status, notes) = (outcome.status, outcome.notes)
        try require([0, 1, 65].contains(status), "exit code \(status)")
        if status == 65 {
            let mistakes = notes.split(separator: "\n").dropFirst()
            try require(!mistakes.isEmpty, "no mistake is told: \(notes)")
            for mistake in mistakes {
                try require(
                    mistake.hasPrefix(commandLine.instance.path("rows.csv")) && isOneLine(String(mistake), atMost: 1500),
                    "not a line: \(mistake.debugDescription)")
            }
            try require(try commandLine.openCount() == 2, "refused, and opened something")
        }
        try commandLine.checkWhole()
        return status == 0 ? .accepted : .refused
    }

    private static let fuzzedCommandLine = Result { try FuzzedCommandLine() }
}

/// Somebody at work in a scratch instance with two open follow-ups, which is as it was again for every input.
private final class FuzzedCommandLine: Sendable {
    private final class Recorder: CommandOutput {
        var output: [UInt8] = []
        var notes = ""

        func write(_ bytes: [UInt8]) { output += bytes }
        func note(_ text: String) { notes += text + "\n" }
    }

    /// What one command line did.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let notes: String
    }

    let instance: ScratchInstance
    private var database: String { instance.path("opvolg.db") }

    init() throws {
        instance = try ScratchInstance("fuzz")
        // The whole of the shipped texts, for preview and check.
        try FileManager.default.removeItem(atPath: instance.path("templates"))
        try FileManager.default.copyItem(atPath: Repository.root.appending(path: "templates").path, toPath: instance.path("templates"))
        for language in ["nl", "en"] { try FileManager.default.removeItem(atPath: instance.path("templates/mail/\(language)/kind")) }
        try instance.write(ScratchInstance.catalogue, to: "templates/meldcode.toml")
        for arguments in [
            ["add", "weging", "--case", "VL-2026-014", "--school", "vlieger"], ["add", "training", "--person", "ib-vlieger"],
        ] {
            let outcome = try run(arguments)
            try require(outcome.status == 0, "the instance cannot be set up: \(outcome.notes)")
        }
        try FileManager.default.copyItem(atPath: database, toPath: "\(database).first")
    }

    /// Puts the database back as it was.
    func clear() throws {
        for file in [database, "\(database)-wal", "\(database)-shm"] where FileManager.default.fileExists(atPath: file) {
            try FileManager.default.removeItem(atPath: file)
        }
        try FileManager.default.copyItem(atPath: "\(database).first", toPath: database)
    }

    func run(_ arguments: [String]) throws -> Outcome { try CallersThread().run { await self.work(arguments) } }

    private func work(_ arguments: [String]) async -> Outcome {
        let recorder = Recorder()
        let context = CommandContext(
            now: Date(timeIntervalSince1970: 1_795_345_200), environment: ["OPVOLG_CONFIG": instance.path("opvolg.toml")],
            executable: "/nonexistent/opvolg",
            account: { Account("annie", isRoot: true) }, output: recorder, freeSpace: { _ in 5_000_000_000 }, standardInput: "/dev/null")
        let status = await Opvolg.run(arguments, in: context)
        return Outcome(status: status, output: String(decoding: recorder.output, as: UTF8.self), notes: recorder.notes)
    }

    func openCount() throws -> Int { try CallersThread().run { try await Store(path: self.database).followUps.list(FollowUpFilter()).count } }

    /// Whatever was done, the next command can read what is there, and the history holds.
    func checkWhole() throws {
        for arguments in [["list", "--format", "json"], ["history", "verify"]] {
            let result = try run(arguments)
            try require(result.status == 0, "after it \(arguments.joined(separator: " ")) says: \(result.notes)\(result.output)")
        }
    }
}
