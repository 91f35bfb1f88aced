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

    /// Hands over the text piece by piece, so that what is long need not be held whole.
    func write(as format: OutputFormat, to put: ([UInt8]) throws -> Void) throws
}

extension Report {
    func write(as format: OutputFormat, to put: ([UInt8]) throws -> Void) throws { try put(format.bytes(of: self)) }
}
