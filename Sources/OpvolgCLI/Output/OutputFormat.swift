import ArgumentParser

/// How a report is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv

    /// The one place where the formats part.
    func bytes(of report: some Report) -> [UInt8] {
        switch self {
        case .table: report.table
        case .json: report.json
        case .csv: report.csv
        }
    }
}

/// Something to show, which knows how to put itself into each format; every one of them ends in a line end, or is empty.
protocol Report {
    var table: [UInt8] { get }
    var json: [UInt8] { get }
    var csv: [UInt8] { get }
}
