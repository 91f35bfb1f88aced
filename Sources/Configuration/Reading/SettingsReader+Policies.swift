import FollowUps

extension SettingsReader {
    func policies(catalogues: CatalogueFiles) -> Policies {
        let table = root.table("policy")
        defer { table?.finish() }
        guard let table else { return Policies() }
        // First, so that the hint for an unknown name can offer these.
        let builtIn = Policies.builtIn.map(\.name)
        for name in builtIn { table.know(name.rawValue) }
        var given: [PolicyID: Policy] = [:]
        for (name, urgency) in Policies.builtIn where table.has(name.rawValue) {
            given[name] = policy(name, for: urgency, default: Policies()[name], in: table, roles: catalogues.roles)
        }
        // An installation's own policies are those that a kind names. One that no kind names may be a typing error.
        let kinds = catalogues.kinds
        for name in table.keys.map({ PolicyID($0) }) where !builtIn.contains(name) {
            if let urgency = kinds.filter({ $0.policy == name }).map(\.urgency).min() {
                given[name] = policy(name, for: urgency, default: nil, in: table, roles: catalogues.roles)
            } else if !catalogues.isSound {
                table.know(name.rawValue)
            } else if NearestName.nearest(to: name.rawValue, among: builtIn.map(\.rawValue)) == nil {
                table.know(name.rawValue)
                table.refuse(
                    name.rawValue, "no kind of the catalogue follows it; give the kinds that are to do so policy = \(table.quoted(name.rawValue))")
            }
        }
        return Policies(given)
    }

    /// - Parameter usual: the values of keys that are left out; nil makes every key required.
    private func policy(
        _ name: PolicyID, for urgency: Urgency, default usual: Policy?, in escalations: TableReader, roles: Set<RoleID>?
    ) -> Policy {
        let none = Policy(steps: [], repeat: [], window: .always)
        guard let table = escalations.table(name.rawValue, titled: "[policy.\(name)]") else { return usual ?? none }
        defer { table.finish() }
        if usual == nil {
            table.require("steps", expected: "a list in [ ] of \(Step.grammar)")
            table.require("repeat", expected: "a list in [ ] of \(Repetition.grammar)")
            table.require("window", expected: Window.grammar)
        }
        let steps = table.list("steps", expected: Step.grammar) { Step($0) }
        let repetitions = table.list("repeat", expected: Repetition.grammar) { Repetition($0) }
        let window = table.value("window", expected: Window.grammar) { Window($0) }
        let audience: Policy.RepeatAudience? = table.choice("repeat_to")
        for step in steps ?? [] {
            for case .role(let role) in step.audiences where roles?.contains(role) == false {
                let names = ["owner"] + (roles ?? []).map(\.rawValue).sorted()
                table.refuse(
                    "steps",
                    "\"\(step.name)\" goes to \(table.quoted(role.rawValue)), which is not a role of the catalogue"
                        + table.hint(for: role.rawValue, among: names))
            }
        }
        if let last = repetitions?.last, let times = last.times {
            table.refuse(
                "repeat", "ends with \"\(last.term) x\(times)\", and the last term goes on for ever; take out x\(times), or add what comes after it")
        }
        let policy = Policy(
            steps: steps ?? usual?.steps ?? [], repeat: repetitions?.flatMap(\.pauses) ?? usual?.repeat ?? [],
            window: window ?? usual?.window ?? .always, repeatsTo: audience ?? usual?.repeatsTo ?? .last)
        for problem in policy.problems(for: urgency) {
            let (key, message) = SettingsReader.words(for: problem, hoursInRepeat: policy.repeat.contains { $0.unit == .hours })
            // A missing key has been noted already.
            if usual != nil || table.has(key) { table.refuse(key, message) }
        }
        return policy
    }

    private static func words(for problem: Policy.Problem, hoursInRepeat: Bool) -> (key: String, message: String) {
        switch problem {
        case .noSteps: ("steps", "holds no step, so nobody would be reminded; expected at least one, such as \"0 owner\"")
        case .noRepeat: ("repeat", "holds no term, so a follow-up would be forgotten after the last step; expected at least one, such as \"5sd\"")
        case .repeatsWithoutPause: ("repeat", "holds a term of nothing, so reminders would never pause; expected one of at least 1")
        case .hoursForDays:
            (hoursInRepeat ? "repeat" : "steps", "counts in hours, and these are due on a day; expected days, school days, weeks or months")
        case .stepTwice(let name): ("steps", "\"\(name)\" stands there twice; expected one step for each moment, with everybody to whom it goes")
        case .endsBeforeDue: ("steps", "no step comes when it is due or later; expected at least one, such as \"0 owner\"")
        case .waitsForSchool:
            ("window", "keeps to school days, and what is urgent waits for no holiday; expected \"daily 07:00-21:00\" or \"always\"")
        }
    }
}

extension CatalogueReader.ReadTables {
    /// The kinds that name an unknown policy, or one that cannot work for them.
    func policyProblems(_ policies: Policies) -> [ConfigurationProblems.Problem] {
        value.kinds.compactMap { kind in
            let message: String? =
                switch policies.problem(of: kind) {
                case nil: nil
                case .unknown(let name):
                    "there is no policy \"\(name)\"\(NearestName.hint(for: name.rawValue, among: policies.names.map(\.rawValue)))"
                case .unsuitable(let name, .waitsForSchool):
                    "\"\(name)\" keeps to school days, and what is \(kind.urgency) waits for no holiday; "
                        + "name another, or give [policy.\(name)] another window"
                case .unsuitable(let name, _):
                    "\"\(name)\" counts in hours, and these are due on a day; name another, or give [policy.\(name)] other terms"
                }
            return message.map { ConfigurationProblems.Problem(file: file, key: "kind \(kind.id), policy", message: $0) }
        }
    }
}
