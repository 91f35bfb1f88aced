import ArgumentParser
import FollowUps
import Store

/// In which order follow-ups are listed, and how many of them.
struct OrderOptions: ParsableArguments {
    enum Order: String, CaseIterable, ExpressibleByArgument {
        case due, opened, school, kind, id
    }

    @Option(help: "What comes first: due, opened, school, kind or id. What is equal stands by due.") var sort: Order = .due
    @Option(help: ArgumentHelp("No more than so many.", valueName: "number")) var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit: expected a number of at least 1") }
    }

    /// Tells when some are left out.
    func applied(to rows: [ListedFollowUp], _ context: CommandContext) -> [ListedFollowUp] {
        let sorted = sorted(rows)
        guard let limit, limit < sorted.count else { return sorted }
        context.output.note("the first \(limit) of \(sorted.count)")
        return Array(sorted.prefix(limit))
    }

    private func sorted(_ rows: [ListedFollowUp]) -> [ListedFollowUp] {
        switch sort {
        case .due: rows
        case .opened: rows.stablySorted(by: \.followUp.openedAt)
        case .school: rows.stablySorted(by: \.followUp.school)
        case .kind: rows.stablySorted(by: \.followUp.kind)
        case .id: rows.stablySorted(by: \.followUp.id)
        }
    }
}

extension Array {
    /// What is equal keeps its order.
    fileprivate func stablySorted<Value: Comparable>(by value: KeyPath<Element, Value>) -> [Element] {
        enumerated().sorted { ($0.element[keyPath: value], $0.offset) < ($1.element[keyPath: value], $1.offset) }.map(\.element)
    }
}
