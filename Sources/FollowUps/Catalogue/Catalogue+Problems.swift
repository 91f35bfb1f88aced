extension Catalogue {
    public struct Problem: Hashable, Sendable {
        public let key: String
        public let message: String
    }

    /// Every mistake that would break follow-ups of this catalogue. `contacts` holds ids and other names of configured contacts.
    public func problems(contacts: Set<ContactID>) -> [Problem] { problems + contactProblems(contacts) }

    /// The kinds that name a contact which neither the configuration nor the catalogue has.
    public func contactProblems(_ configured: Set<ContactID>) -> [Problem] {
        let known = configured.union(contacts.flatMap(\.names))
        return kinds.flatMap { kind in
            kind.contacts.filter { !known.contains($0) }.map { contact in
                Problem(
                    key: "kind \(kind.id), contacts", message: "there is no contact \"\(contact)\" in the configuration; add a [[contact]] for it")
            }
        }
    }

    /// What the catalogue alone tells.
    public var problems: [Problem] {
        twice(kinds.map(\.id), named: "kind") + twice(roles.map(\.id), named: "role")
            + twice(protections.map(\.id), named: "protection") + twice(steps.map(\.id), named: "step")
            + twice(rules.map(\.id), named: "rule")
            + roles.flatMap(problems) + kinds.flatMap(problems)
            + sourceProblems + moveProblems + caseKindProblems + protections.flatMap(problems) + ringProblems + rules.flatMap(problems)
    }

    private func problems(of role: Role) -> [Problem] {
        guard let fallback = role.fallback else { return [] }
        if self.role(fallback) == nil {
            return [Problem(key: "role \(role.id), else", message: "there is no role \"\(fallback)\"; roles are \(list(roles.map(\.id)))")]
        }
        var seen: Set<RoleID> = []
        var next: RoleID? = fallback
        while let id = next, id != role.id, seen.insert(id).inserted { next = self.role(id)?.fallback }
        guard next == role.id else { return [] }
        return [
            Problem(
                key: "role \(role.id), else",
                message: "comes back to the role itself, so it could stay unfilled; end it at a role that every school has")
        ]
    }

    func twice<Subject>(_ ids: [Identifier<Subject>], named name: String) -> [Problem] {
        Dictionary(grouping: ids, by: { $0 }).filter { $0.value.count > 1 }.keys.sorted()
            .map { Problem(key: "\(name) \($0)", message: "stands there more than once; give each \(name) its own id") }
    }

    private func problems(of kind: Kind) -> [Problem] {
        let key = "kind \(kind.id)"
        var found: [Problem] = []
        switch kind.owner {
        case .role(let role) where self.role(role) == nil:
            found.append(Problem(key: "\(key), owner", message: "there is no role \"\(role)\"; roles are \(list(roles.map(\.id)))"))
        case .employee where kind.scope != .employee:
            found.append(Problem(key: "\(key), owner", message: "only a kind with scope \"employee\" can belong to the employee"))
        default: break
        }
        if kind.titleGiven, kind.repeat != nil {
            found.append(Problem(key: key, message: "gets its title from whoever opens it, so it cannot come back by itself; take out repeat"))
        }
        if !kind.countsForCase, kind.scope != .case {
            found.append(Problem(key: "\(key), counts", message: "only a kind with scope \"case\" can keep a case going; take out counts"))
        }
        if kind.isEmergency, kind.scope != .case || kind.titleGiven || (kind.term == nil && kind.repeat == nil) {
            found.append(
                Problem(
                    key: "\(key), emergency",
                    message:
                        "a case begins with it at the press of a button, so it needs scope \"case\" and a term, and no title_given; take out emergency"
                ))
        }
        if kind.retention != nil, kind.scope == .case {
            found.append(
                Problem(
                    key: "\(key), retention", message: "what is about a case is kept as long as the case, by [retention] in opvolg.toml; take it out")
            )
        }
        found += exclusionProblems(of: kind)
        if kind.schoolYearDay != nil, (kind.scope != .school && kind.scope != .board) || kind.repeat == nil {
            found.append(
                Problem(
                    key: "\(key), school_year",
                    message:
                        "the school year opens only what has scope \"school\" or \"board\" and comes back by itself with repeat; take out school_year"
                ))
        }
        found += caseProblems(of: kind)
        if kind.outcomes.isEmpty {
            found.append(Problem(key: key, message: "has no outcome, so it could never be closed; add a [[kind.outcome]]"))
        }
        found += twice(kind.outcomes.map(\.id), named: "\(key), outcome")
        return found + kind.outcomes.flatMap { problems(of: $0, in: kind) }
    }

    private func exclusionProblems(of kind: Kind) -> [Problem] {
        if kind.excludes.isEmpty { return [] }
        let key = "kind \(kind.id), excludes"
        var found: [Problem] = []
        if kind.scope != .case {
            found.append(Problem(key: key, message: "only a kind with scope \"case\" has a case to keep from anybody; take out excludes"))
        }
        for role in kind.excludes {
            if self.role(role) == nil {
                found.append(Problem(key: key, message: "there is no role \"\(role)\"; roles are \(list(roles.map(\.id)))"))
            } else if kind.owner == .role(role) {
                found.append(Problem(key: key, message: "\"\(role)\" has to do it, and so has to hear of it; take one of the two out"))
            }
        }
        return found
    }

    private func problems(of outcome: Outcome, in kind: Kind) -> [Problem] {
        let key = "kind \(kind.id), outcome \(outcome.id)"
        var found: [Problem] = []
        if outcome.ends, !outcome.allConsequences.isEmpty {
            found.append(Problem(key: key, message: "says that it ends and also what follows; it can do one of the two"))
        }
        if outcome.closesCase, kind.scope != .case {
            found.append(Problem(key: "\(key), closes_case", message: "only a kind with scope \"case\" can close a case; say ends = true instead"))
        }
        if outcome.leaves, kind.scope != .case {
            found.append(Problem(key: "\(key), leaves", message: "only a kind with scope \"case\" is about somebody who can leave; take it out"))
        }
        if kind.scope == .case, !outcome.ends {
            let remedy = "say what follows with then = [\"KIND\"], or that it ends = true"
            if outcome.then.isEmpty {
                found.append(Problem(key: key, message: "leads nowhere, so a case could fall silent; \(remedy)"))
            } else if kind.countsForCase, !keepsGoing(outcome.then) {
                found.append(Problem(key: key, message: "leads to nothing that keeps the case going, so it could fall silent; \(remedy)"))
            }
            let kept = outcome.exceptions.allSatisfy { $0.isAddition || (kind.countsForCase ? keepsGoing($0.then) : !$0.then.isEmpty) }
            if !kept {
                found.append(Problem(key: key, message: "leads nowhere after some times, so a case could fall silent; say what follows then instead"))
            }
        }
        found += agreementProblems(of: outcome, at: key)
        for other in outcome.with {
            if let named = kind.outcome(other), other != outcome.id {
                if outcome.closesCase || named.closesCase {
                    found.append(Problem(key: "\(key), with", message: "what closes the case comes alone; take out \"\(other)\""))
                }
            } else {
                let known = list(kind.outcomes.map(\.id).filter { $0 != outcome.id })
                found.append(Problem(key: "\(key), with", message: "\"\(kind.id)\" has no other outcome \"\(other)\"; it has \(known)"))
            }
        }
        for consequence in outcome.allConsequences {
            found += problems(of: consequence, at: key, from: kind)
        }
        return found
    }

    /// A day that is asked for has to be that of something, and the other way round.
    private func agreementProblems(of outcome: Outcome, at key: String) -> [Problem] {
        let agreed = outcome.allConsequences.filter(\.isDueAsAgreed)
        var found = agreed.filter { kind($0.kind)?.urgency == .acute }.map { consequence in
            Problem(
                key: key,
                message: "\"\(consequence.kind)\" is acute, and what is acute waits for no day; say when with \"\(consequence.kind) in TERM\"")
        }
        if outcome.asksDue, agreed.isEmpty {
            found.append(
                Problem(key: "\(key), asks", message: "asks for a day on which nothing is due; say what is, with \"KIND on due\" under then"))
        }
        if !outcome.asksDue, let first = agreed.first {
            found.append(Problem(key: key, message: "\"\(first.kind)\" is due on a day for which nobody is asked; add asks = \"due\""))
        }
        return found
    }

    /// Whether one of these keeps the case going. Unknown kinds, and kinds about an employee, are reported elsewhere.
    private func keepsGoing(_ consequences: [Consequence]) -> Bool {
        consequences.contains { consequence in
            guard let target = kind(consequence.kind) else { return true }
            return target.scope != .school && target.scope != .board && target.countsForCase
        }
    }

    private func problems(of consequence: Consequence, at key: String, from kind: Kind) -> [Problem] {
        guard let target = self.kind(consequence.kind) else {
            return [Problem(key: key, message: "there is no kind \"\(consequence.kind)\" for it to lead to; check the spelling or add the kind")]
        }
        var found: [Problem] = []
        if !consequence.isDueAsAgreed, consequence.term == nil, target.term == nil, target.repeat == nil {
            found.append(Problem(key: key, message: "\"\(target.id)\" has no term of its own; say when it is due, as in \"\(target.id) in 2w\""))
        }
        if target.scope != kind.scope, target.scope == .case || target.scope == .employee {
            found.append(
                Problem(
                    key: key,
                    message:
                        "\"\(target.id)\" is about \(target.scope == .case ? "a case" : "an employee") and \"\(kind.id)\" is not, so nobody knows which"
                ))
        }
        if target.titleGiven {
            found.append(Problem(key: key, message: "\"\(target.id)\" gets its title from whoever opens it and cannot be opened by an outcome"))
        }
        return found + afterProblems(of: consequence, at: key, from: kind)
    }

    func list(_ ids: [some CustomStringConvertible]) -> String { ids.map { "\"\($0)\"" }.joined(separator: ", ") }
}
