import FollowUps

extension CatalogueReader {
    private static let claims = ["opens", "within", "never", "never_open", "kept_from", "ends", "never_reaches", "urgency", "another_from"]

    /// `[[rule]]`, in the order of the file. Whether what they name exists is checked with the whole catalogue.
    func rules() -> [ProtocolRule] {
        root.tables("rule", named: "rule", separator: ", ", quoting: false).compactMap { table in
            defer { table.finish() }
            let id: RuleID? = id(of: table)
            let title = title(of: table)
            let given = Self.claims.filter(table.has)
            guard given.count == 1, let name = given.first else {
                table.findings.add(
                    table.name,
                    "claims \(given.isEmpty ? "nothing" : given.joined(separator: " and ")); expected exactly one of \(NearestName.either(Self.claims))"
                )
                for key in table.keys { table.know(key) }
                return nil
            }
            let hasScope = ["never", "never_open", "kept_from"].contains(name)
            let after = hasScope || ["opens", "within"].contains(name) ? events("after", of: table) : nil
            let until = hasScope ? events("until", of: table) : nil
            guard let claim = claim(name, of: table), let id, let title else { return nil }
            return ProtocolRule(id: id, title: title, after: after ?? [], until: until ?? [], claim: claim)
        }
    }

    private func claim(_ name: String, of table: TableReader) -> ProtocolRule.Claim? {
        switch name {
        case "opens": return someKinds("opens", of: table).map { .opens($0) }
        case "within":
            return table.value("within", expected: Term.grammar) { Term($0) }.map { .within($0) }
        case "never":
            let events = filled(events("never", of: table), "never", of: table, expected: CaseEvent.grammar)
            let unless: [RuleException] = table.list("unless", expected: RuleException.grammar, exception) ?? []
            return events.map { .never($0, unless: unless) }
        case "never_open": return someKinds("never_open", of: table).map { .neverOpen($0) }
        case "kept_from": return someRoles("kept_from", of: table).map { .keptFrom($0) }
        case "ends":
            if table.flag("ends") == false { table.refuse("ends", "is false; expected true, or another claim") }
            return .ends
        case "never_reaches":
            table.require("kinds", expected: "a list in [ ] of the ids of kinds")
            let (roles, kinds) = (someRoles("never_reaches", of: table), someKinds("kinds", of: table))
            guard let roles, let kinds else { return nil }
            return .neverReaches(roles, kinds: kinds)
        case "urgency":
            table.require("kinds", expected: "a list in [ ] of the ids of kinds")
            let (urgency, kinds): (Urgency?, [KindID]?) = (table.choice("urgency"), someKinds("kinds", of: table))
            guard let urgency, let kinds else { return nil }
            return .urgency(urgency, kinds: kinds)
        case "another_from":
            let except = kinds("except", of: table) ?? []
            return table.number("another_from", in: 2...99).map { .anotherFrom($0, except: except) }
        default: return nil
        }
    }

    private func events(_ key: String, of table: TableReader) -> [CaseEvent]? {
        table.list(key, expected: CaseEvent.grammar) { text in
            guard let event = CaseEvent(text), event.kind.map({ IdentifierSyntax.isValid($0.rawValue) }) ?? true else { return nil }
            if case .answered(_, let outcome?) = event, !IdentifierSyntax.isValid(outcome.rawValue) { return nil }
            return event
        }
    }

    private func exception(_ text: String) -> RuleException? {
        guard let exception = RuleException(text), case .answered(let kind, let outcome) = exception else { return RuleException(text) }
        return [kind.rawValue, outcome?.rawValue ?? "any"].allSatisfy(IdentifierSyntax.isValid) ? exception : nil
    }

    private func someKinds(_ key: String, of table: TableReader) -> [KindID]? {
        filled(kinds(key, of: table), key, of: table, expected: "the ids of kinds")
    }

    private func someRoles(_ key: String, of table: TableReader) -> [RoleID]? {
        filled(table.list(key, expected: "the ids of roles") { IdentifierSyntax.id($0) as RoleID? }, key, of: table, expected: "the ids of roles")
    }

    private func filled<Element>(_ list: [Element]?, _ key: String, of table: TableReader, expected: String) -> [Element]? {
        if list?.isEmpty == true { table.refuse(key, "is empty; expected \(expected)") }
        return list?.isEmpty == true ? nil : list
    }
}
