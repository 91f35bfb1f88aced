import FollowUps

@testable import Configuration

extension FuzzTarget {
    /// The catalogue: what it accepts has an owner and a way on for every follow-up.
    static let catalogue = FuzzTarget(
        "catalogue", inputs: 1500, longest: 16_384,
        tokens: [
            "[[kind]]\n", "[[role]]\n", "[[kind.outcome]]\n", "id = \"x\"\n", "title = { nl = \"x\" }\n", "scope = \"free\"\n",
            "owner = \"employee\"\n",
            "urgency = \"acute\"\n", "term = \"0d\"\n", "repeat = \"9999h\"\n", "school_year = \"02-28\"\n", "then = [\"weging in 0d\"]\n",
            "instead = [{ round = 99, then = [\"weging\"] }]\n", "also = [{ times = 2, then = [\"weging from date\"] }]\n", "ends = true\n",
            "counts = false\n", "start = true\n", "else = \"leerkracht\"\n", "\"dossier-stil\"", "\"3sd\"", "\"120m\"", "\"121m\"", "from date",
        ],
        seeds: {
            // Besides the small one every kind of the shipped one, which by itself leads nowhere.
            let kinds = try Repository.text("templates/meldcode.toml").split(separator: "\n[[kind]]", omittingEmptySubsequences: true).dropFirst()
            return [ScratchInstance.catalogue] + kinds.map { "\(ScratchInstance.catalogue)\n[[kind]]\($0)" }
        }
    ) { input in
        let reading = CatalogueReader.read(SourceFile(path: "meldcode.toml", bytes: input))
        let problems = reading.problems + reading.semanticProblems(contacts: ["veilig-thuis", "amk", "politie"])
        for problem in problems {
            try require(problem.file == "meldcode.toml", "a problem of another file: \(problem)")
            try require(
                !problem.key.isEmpty || problem.message.hasPrefix("line ") || problem.message.hasPrefix("is not a text"), "no place: \(problem)")
            try require(isOneLine(problem.description, atMost: 1500), "a message that is not a line: \(problem.description.debugDescription)")
        }
        guard problems.isEmpty else { return .refused }
        let catalogue = reading.value
        for kind in catalogue.kinds {
            try require(catalogue.kinds.count { $0.id == kind.id } == 1, "\(kind.id) stands there twice")
            if case .role(let role) = kind.owner { try require(catalogue.role(role) != nil, "\(kind.id) belongs to no role") }
            for outcome in kind.outcomes {
                for consequence in outcome.allConsequences {
                    try require(catalogue.kind(consequence.kind) != nil, "\(kind.id) \(outcome.id) leads to no kind")
                    try require(Consequence(consequence.description) == consequence, "\(consequence) is not what it is written as")
                }
            }
            for term in [kind.term, kind.repeat].compactMap({ $0 }) { try require(Term(term.description) == term, "\(term)") }
        }
        return .accepted
    }
}
