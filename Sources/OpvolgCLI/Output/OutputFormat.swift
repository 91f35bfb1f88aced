import ArgumentParser

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv

    /// The only place that tells the formats apart.
    func bytes(of report: some Report) -> [UInt8] {
        switch self {
        case .table: report.table
        case .json: report.json
        case .csv: report.csv
        }
    }
}

/// Something that can be written in each format. The text ends in a line end, or is empty.
protocol Report {
    var table: [UInt8] { get }
    var json: [UInt8] { get }
    var csv: [UInt8] { get }
}
