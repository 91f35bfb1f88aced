@testable import Configuration

extension FuzzTarget {
    /// Files of rows: what it accepts has cells that can be written down again, and every mistake has its line.
    static let csv = FuzzTarget(
        "csv", inputs: 4000,
        tokens: [
            "\"\"", "\";\"", "\t", ";", ",", "\"a\nb\"", "kind", "person", "CASE", "school", "due", "note", "\u{FEFF}", "\r", "\r\n\r\n", "\"\r\"",
            "sep=;",
        ],
        seeds: {
            [
                "kind,person,case,school,due,owner,note,title\ntraining,ib-vlieger,,,2027-03-01,,\"over \"\"dit\"\", en dat\",\n",
                "\u{FEFF}kind;due;note\r\nweging;2w;\"a;b\r\nc\"\r\n;;\r\n", "kind\tcase\nweging\tVL-1\n", "kind,note\n\"weging\" , \" x \"\n",
                "sep=;\nkind;person;due\nmedewerker-training;jan\nweging;;1-3-2027;;\n;;;\n",
            ]
        }
    ) { input in
        let columns = ["kind", "person", "case", "school", "due", "owner", "note", "title"]
        let file = CSVFile(SourceFile(path: "rows.csv", bytes: input), columns: columns, required: ["kind"])
        let lines = input.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
        for problem in file.problems {
            try require(problem.file == "rows.csv", "a problem of another file: \(problem)")
            try require(problem.line.map { (1...lines).contains($0) } ?? true, "a line that is not there: \(problem)")
            try require(problem.line != nil || problem.message.hasPrefix("is "), "a problem without a line: \(problem)")
            try require(isOneLine(problem.description, atMost: 500), "a message that is not a line: \(problem.description.debugDescription)")
        }
        try require(zip(file.rows, file.rows.dropFirst()).allSatisfy { $0.line < $1.line }, "rows out of order")
        let cells = file.rows.map { row in columns.map { row[$0] ?? "" } }
        try require(!cells.contains { $0.allSatisfy(\.isEmpty) }, "a row of nothing")
        let written = ([columns] + cells).map { $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n" }.joined()
        let again = CSVFile(SourceFile(path: "rows.csv", bytes: Array(written.utf8)), columns: columns, required: ["kind"])
        try require(again.problems.isEmpty, "refuses what it read once it is written again: \(again.problems)")
        try require(
            again.rows.map { row in columns.map { row[$0] ?? "" } } == cells, "what it read is not what it reads again: \(written.debugDescription)")
        return file.problems.isEmpty ? .accepted : .refused
    }
}
