import FollowUps

extension SettingsReader {
    /// `roles` are those of the catalogue; nil when there is none to hold names against.
    func policies(roles: Set<RoleID>?) -> Policies {
        let table = root.table("policy")
        defer { table?.finish() }
        func policy(_ urgency: Urgency, default usual: Policy) -> Policy {
            guard let table, table.has(urgency.rawValue) else { return usual }
            return self.policy(urgency, default: usual, in: table, roles: roles)
        }
        // Asked for one by one, so that an unknown urgency is noted with the known ones.
        let known = Urgency.allCases.map(\.rawValue)
        for name in known { table?.know(name) }
        return Policies(
            normal: policy(.normal, default: .normal), urgent: policy(.urgent, default: .urgent), acute: policy(.acute, default: .acute))
    }

    private func policy(_ urgency: Urgency, default usual: Policy, in ladders: TableReader, roles: Set<RoleID>?) -> Policy {
        guard let table = ladders.table(urgency.rawValue, titled: "[policy.\(urgency.rawValue)]") else { return usual }
        defer { table.finish() }
        let steps = table.list("steps", expected: Step.grammar) { Step($0) }
        let terms = table.list("repeat", expected: Term.grammar) { Term($0) }
        let window = table.value("window", expected: Window.grammar) { Window($0) }
        for step in steps ?? [] {
            for case .role(let role) in step.audiences where roles?.contains(role) == false {
                let names = ["owner"] + (roles ?? []).map(\.rawValue).sorted()
                table.refuse(
                    "steps",
                    "\"\(step.name)\" goes to \(table.quoted(role.rawValue)), which is not a role of the catalogue"
                        + table.hint(for: role.rawValue, among: names))
            }
        }
        let policy = Policy(steps: steps ?? usual.steps, repeat: terms ?? usual.repeat, window: window ?? usual.window)
        for problem in policy.problems(for: urgency) {
            let (key, message) = SettingsReader.words(for: problem, hoursInRepeat: policy.repeat.contains { $0.unit == .hours })
            table.refuse(key, message)
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
        }
    }
}
