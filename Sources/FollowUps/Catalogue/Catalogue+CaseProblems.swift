/// Checks what the catalogue says about the life of a case: `[case]`, the order of kinds, and protections.
extension Catalogue {
    // MARK: [case]

    var caseKindProblems: [Problem] {
        var found: [Problem] = []
        for (name, id) in caseKinds.named {
            let key = "[case] \(name)"
            guard let kind = kind(id) else {
                found.append(noKind(id, at: key))
                continue
            }
            if kind.scope != .case {
                found.append(Problem(key: key, message: "\"\(id)\" has scope \"\(kind.scope.rawValue)\"; name one with scope \"case\""))
            }
            if kind.titleGiven {
                found.append(Problem(key: key, message: "\"\(id)\" gets its title from whoever opens it; name one without title_given"))
            }
            if kind.term == nil, kind.repeat == nil {
                found.append(Problem(key: key, message: "\"\(id)\" has no term; say how long there is for it"))
            }
        }
        func each(_ name: String, _ id: KindID?, _ message: (Kind) -> String?) {
            guard let kind = id.flatMap({ kind($0) }), let message = message(kind) else { return }
            found.append(Problem(key: "[case] \(name)", message: "\"\(kind.id)\" \(message)"))
        }
        each("check", caseKinds.check) { kind in
            let comesBack = kind.outcomes.contains { outcome in
                kind.returns(after: outcome) != nil || outcome.then.contains { $0.kind == kind.id }
            }
            return comesBack ? nil : "does not come round; give it a repeat"
        }
        each("check", caseKinds.check) { $0.countsForCase ? "would keep its case open for ever; give it counts = false" : nil }
        each("alarm", caseKinds.alarm) {
            $0.countsForCase ? "tells that nothing is open that counts, and so may not count; give it counts = false" : nil
        }
        each("closing", caseKinds.closing) { kind in
            kind.outcomes.contains(where: \.closesCase) ? nil : "has no outcome that closes the case; give one closes_case = true"
        }
        each("closing", caseKinds.closing) { $0.countsForCase ? nil : "has to keep its case open until it is answered; take out counts = false" }
        each("start", caseKinds.start) { $0.countsForCase ? nil : "keeps no case going; name one that counts" }
        for (index, named) in caseKinds.named.enumerated() {
            if let earlier = caseKinds.named.prefix(index).first(where: { $0.kind == named.kind }) {
                found.append(Problem(key: "[case] \(named.key)", message: "\"\(named.kind)\" stands under \(earlier.key) too; name another"))
            }
        }
        if let owner = caseKinds.owner {
            if role(owner) == nil {
                found.append(Problem(key: "[case] owner", message: "there is no role \"\(owner)\"; roles are \(list(roles.map(\.id)))"))
            } else if let alarm = caseKinds.alarm, kind(alarm) != nil {
                found.append(
                    Problem(
                        key: "[case] owner",
                        message: "has the alarm only where no kind is named for it, and \"\(alarm)\" has an owner; take out owner"))
            }
        }
        return found
    }

    // MARK: Kinds

    func caseProblems(of kind: Kind) -> [Problem] {
        let key = "kind \(kind.id)"
        var found: [Problem] = []
        if kind.id == .silentCase, caseKinds.alarm != kind.id {
            found.append(Problem(key: key, message: "is what the program calls its own alarm; name it under [case] alarm, or give it another id"))
        }
        if kind.hasOwnCase, kind.scope != .case {
            found.append(Problem(key: "\(key), own_case", message: "only a kind with scope \"case\" can begin a case; take out own_case"))
        }
        if !kind.expects.isEmpty, kind.scope != .case {
            found.append(
                Problem(
                    key: "\(key), expects", message: "only a kind with scope \"case\" has a case in which something came before; take out expects"))
        }
        for expected in kind.expects { found += completionProblems(of: expected, at: "\(key), expects") }
        if !kind.takesOver.isEmpty, kind.scope != .case {
            found.append(Problem(key: "\(key), takes_over", message: "only a kind with scope \"case\" has a case to take over; take out takes_over"))
        }
        for (from, to) in kind.takesOver.sorted(by: { $0.key < $1.key }) {
            for role in [from, to] where self.role(role) == nil {
                found.append(Problem(key: "\(key), takes_over", message: "there is no role \"\(role)\"; roles are \(list(roles.map(\.id)))"))
            }
            if kind.takesOver[to] != nil {
                found.append(
                    Problem(key: "\(key), takes_over", message: "\"\(to)\" takes over and is taken over; name a role that keeps what it has"))
            }
            if kind.excludes.contains(to) {
                found.append(Problem(key: "\(key), takes_over", message: "\"\(to)\" would have it and hear nothing of it; take it out of excludes"))
            }
        }
        if case .role(let owner) = kind.owner, kind.takesOver[owner] != nil {
            found.append(
                Problem(
                    key: "\(key), takes_over", message: "\"\(owner)\" has to do it, and loses it by its opening; give it the owner that takes over"))
        }
        for outcome in kind.outcomes where outcome.completesFrom != nil && kind.scope != .case {
            found.append(
                Problem(
                    key: "\(key), outcome \(outcome.id), completes", message: "only a kind with scope \"case\" is completed in a case; take it out"))
        }
        return found
    }

    // MARK: Order

    func afterProblems(of consequence: Consequence, at key: String, from kind: Kind) -> [Problem] {
        guard let after = consequence.after else { return [] }
        if let wrong = completionProblems(of: after, at: key).first { return [wrong] }
        guard let first = self.kind(after) else { return [] }
        var found: [Problem] = []
        if kind.scope != .case {
            found.append(Problem(key: key, message: "\"after\" holds within a case, and \"\(kind.id)\" is about none; take it out"))
        }
        if after == consequence.kind {
            found.append(Problem(key: key, message: "\"\(after)\" cannot come after itself; take out \"after \(after)\""))
        }
        if first.term == nil, first.repeat == nil {
            found.append(Problem(key: key, message: "\"\(after)\" may be opened first and has no term of its own; give it one"))
        }
        return found
    }

    private func completionProblems(of id: KindID, at key: String) -> [Problem] {
        guard let kind = kind(id) else { return [noKind(id, at: key)] }
        if kind.scope != .case {
            return [
                Problem(
                    key: key,
                    message: "\"\(id)\" has scope \"\(kind.scope.rawValue)\", and only what is about a case can come before; name another kind")
            ]
        }
        if kind.outcomes.allSatisfy({ $0.completesFrom == nil }) {
            return [Problem(key: key, message: "\"\(id)\" has no outcome that completes it; give one completes = true")]
        }
        return []
    }

    // MARK: Protections

    func problems(of protection: Protection) -> [Problem] {
        let key = "protection \(protection.id)"
        var found: [Problem] = []
        func check(_ ids: [KindID], _ name: String) {
            for id in ids {
                guard let kind = kind(id) else {
                    found.append(noKind(id, at: "\(key), \(name)"))
                    continue
                }
                if kind.scope != .case {
                    found.append(
                        Problem(key: "\(key), \(name)", message: "\"\(id)\" has scope \"\(kind.scope.rawValue)\"; a protection is of a case"))
                }
            }
        }
        check(protection.begins, "begins")
        check(protection.withdraws, "withdraws")
        check([protection.instead], "instead")
        check(protection.insteadOf.flatMap { [$0.key, $0.value] }.sorted(), "instead_of")
        check(protection.insteadFrom.flatMap { [$0.key, $0.value] }.sorted(), "instead_from")
        if protection.begins.isEmpty {
            found.append(Problem(key: "\(key), begins", message: "is empty, so it would never hold; name a kind that begins it"))
        }
        if protection.withdraws.isEmpty, protection.insteadOf.isEmpty {
            found.append(Problem(key: "\(key), withdraws", message: "is empty, so it would keep nothing from anybody; name a kind"))
        }
        if protection.ends.isEmpty {
            found.append(
                Problem(key: "\(key), ends", message: "is empty, so it would never end; expected a list in [ ] of \(OutcomeReference.grammar)"))
        }
        for end in protection.ends {
            guard let kind = kind(end.kind) else {
                found.append(noKind(end.kind, at: "\(key), ends"))
                continue
            }
            if kind.outcome(end.outcome) == nil {
                let known = list(kind.outcomes.map(\.id))
                found.append(Problem(key: "\(key), ends", message: "\"\(kind.id)\" has no outcome \"\(end.outcome)\"; it has \(known)"))
            }
        }
        for id in protection.begins where protection.forbids(id) {
            found.append(Problem(key: "\(key), begins", message: "\"\(id)\" would withdraw itself; take it out of withdraws and instead_of"))
        }
        for id in Set(protection.replacements.filter(protection.forbids)).sorted() {
            found.append(Problem(key: "\(key), instead", message: "\"\(id)\" would be opened and may not be open; name a kind that is not withdrawn"))
        }
        return found
    }

    func noKind(_ id: KindID, at key: String) -> Problem {
        Problem(key: key, message: "there is no kind \"\(id)\"; check the spelling or add the kind")
    }
}
