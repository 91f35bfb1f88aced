import FollowUps
import Store

/// What opening many follow-ups at once led to: which are new, and which were there already.
struct OpeningReport {
    private struct Row {
        /// In an imported file; nil without one.
        let line: Int?
        let wasThere: Bool
        let followUp: ListedFollowUp

        var result: String { wasThere ? "there" : "opened" }
    }

    let listing: any Report
    let warnings: [String]
    let summary: String

    init(_ results: [(line: Int?, result: SeedResult)], isTrial: Bool, in instance: Instance) async throws {
        let presenter = await instance.presenter()
        let rows = results.compactMap { line, result -> Row? in
            switch result {
            case .opened(let followUp, _): Row(line: line, wasThere: false, followUp: followUp)
            case .there(let followUp): Row(line: line, wasThere: true, followUp: followUp)
            case .refused: nil
            }
        }
        listing = presenter.listing(
            rows, \.followUp, hasID: { !isTrial || $0.wasThere },
            columns: [.init("result") { .text($0.result) }, .init("line") { $0.line.map { .number($0) } ?? .none }],
            tableColumns: [.init("RESULT") { $0.result }])
        let opened = rows.filter { !$0.wasThere }.map(\.followUp.followUp)
        let overdue = opened.filter { $0.isOverdue(at: instance.now, instance.clock) }.count
        var seen: Set<String> = []
        warnings =
            try await OwnerWarning.about(opened, in: instance).filter { seen.insert($0).inserted }
            + (overdue == 0 ? [] : ["\(overdue) of them \(overdue == 1 ? "is" : "are") overdue from the start"])
        summary =
            "\(isTrial ? "would open" : "opened") \(opened.count), and \(rows.count - opened.count) \(rows.count - opened.count == 1 ? "was" : "were") there already"
    }
}
