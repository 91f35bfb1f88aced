import FollowUps

/// What has become of the rules of a catalogue, in lines.
struct RuleFindings {
    let verdicts: [RuleVerdict]
    let language: Language

    /// A line for each rule that holds.
    var held: [String] {
        verdicts.filter(\.holds).map { verdict in
            let looked = verdict.states > 0 ? " (\(verdict.states) states of cases looked at)" : ""
            return "rule \(verdict.rule.id) holds: \(verdict.rule.title[language])\(looked)"
        }
    }

    /// A text for each rule that does not, with the story that breaks it below.
    var problems: [String] { verdicts.compactMap(problem) }

    private func problem(_ verdict: RuleVerdict) -> String? {
        let head = "rule \(verdict.rule.id)"
        let title = verdict.rule.title[language]
        switch verdict.result {
        case .holds: return nil
        case .broken(let story, let wrong):
            let lines = story.enumerated().map { "    \($0.offset + 1). \($0.element)" }
            return (["\(head): \(title). This breaks it:"] + lines + ["    \(wrong)"]).joined(separator: "\n")
        case .contradicted(let contradictions):
            return (["\(head): \(title). This contradicts it:"] + contradictions.map { "    \($0)" }).joined(separator: "\n")
        case .undecided(let why): return "\(head): \(title). It could be neither proven nor refuted: \(why)"
        }
    }
}
