/// Checks that what rules name is there.
extension Catalogue {
    func problems(of rule: ProtocolRule) -> [Problem] {
        let key = "rule \(rule.id)"
        var found = eventProblems(rule.after, at: "\(key), after") + eventProblems(rule.until, at: "\(key), until")
        switch rule.claim {
        case .opens(let kinds):
            found += kindProblems(kinds, at: "\(key), opens") + answerProblems(of: rule)
        case .within: found += answerProblems(of: rule)
        case .never(let events, let unless):
            found += eventProblems(events, at: "\(key), never")
            for case .answered(let kind, let outcome) in unless { found += eventProblems([.answered(kind, outcome)], at: "\(key), unless") }
        case .neverOpen(let kinds): found += kindProblems(kinds, at: "\(key), never_open")
        case .keptFrom(let roles): found += roleProblems(roles, at: "\(key), kept_from")
        case .ends: break
        case .neverReaches(let roles, let kinds):
            found += roleProblems(roles, at: "\(key), never_reaches") + kindProblems(kinds, at: "\(key), kinds", inCases: false)
        case .urgency(_, let kinds): found += kindProblems(kinds, at: "\(key), kinds", inCases: false)
        case .anotherFrom(_, let except): found += kindProblems(except, at: "\(key), except")
        }
        return found
    }

    /// Of a rule about what follows from answers at once.
    private func answerProblems(of rule: ProtocolRule) -> [Problem] {
        let others = rule.after.filter { if case .answered = $0 { false } else { true } }
        if !rule.after.isEmpty, others.isEmpty { return [] }
        return [
            Problem(
                key: "rule \(rule.id), after",
                message: others.isEmpty
                    ? "is missing; name the answers from which it follows, as \"KIND OUTCOME\" or \"KIND *\""
                    : "\"\(others[0])\" is no answer; name what is answered, as \"KIND OUTCOME\" or \"KIND *\"")
        ]
    }

    private func eventProblems(_ events: [CaseEvent], at key: String) -> [Problem] {
        events.flatMap { event -> [Problem] in
            guard let id = event.kind else { return [] }
            if let problem = kindProblems([id], at: key).first { return [problem] }
            guard let kind = kind(id) else { return [] }
            switch event {
            case .answered(_, let outcome?) where kind.outcome(outcome) == nil:
                return [Problem(key: key, message: "\"\(id)\" has no outcome \"\(outcome)\"; it has \(list(kind.outcomes.map(\.id)))")]
            case .completed where kind.outcomes.allSatisfy({ $0.completesFrom == nil }):
                return [Problem(key: key, message: "\"\(id)\" has no outcome that completes it; give one completes = true, or name an answer")]
            default: return []
            }
        }
    }

    private func kindProblems(_ ids: [KindID], at key: String, inCases: Bool = true) -> [Problem] {
        ids.compactMap { id in
            guard let kind = kind(id) else {
                return Problem(key: key, message: "there is no kind \"\(id)\"; check the spelling or add the kind")
            }
            guard inCases, kind.scope != .case, kind.scope != .free else { return nil }
            return Problem(key: key, message: "\"\(id)\" has scope \"\(kind.scope.rawValue)\", and the rule is about a case; name another kind")
        }
    }

    private func roleProblems(_ ids: [RoleID], at key: String) -> [Problem] {
        ids.filter { role($0) == nil }.map { Problem(key: key, message: "there is no role \"\($0)\"; roles are \(list(roles.map(\.id)))") }
    }
}
