import FollowUps

extension CatalogueReader {
    /// `[case]`. Whether the kinds exist is checked with the whole catalogue.
    func caseKinds() -> CaseKinds {
        guard let table = root.table("case") else { return CaseKinds() }
        defer { table.finish() }
        func kind(_ key: String) -> KindID? { table.value(key, expected: "the id of a kind", IdentifierSyntax.id) }
        return CaseKinds(
            start: kind("start"), check: kind("check"), alarm: kind("alarm"), closing: kind("closing"),
            owner: table.value("owner", expected: "the id of a role", IdentifierSyntax.id))
    }

    /// `[[step]]`, in the order of the file.
    func steps() -> [ProtocolStep] {
        root.tables("step", named: "step", separator: ", ", quoting: false).compactMap { table in
            defer { table.finish() }
            let id: ProtocolStepID? = id(of: table)
            let title = title(of: table)
            guard let id, let title else { return nil }
            return ProtocolStep(id: id, title: title)
        }
    }

    func protections() -> [Protection] {
        root.tables("protection", named: "protection", separator: ", ", quoting: false).compactMap { table in
            defer { table.finish() }
            let id: ProtectionID? = id(of: table)
            let title = title(of: table)
            for key in ["begins", "withdraws"] { table.require(key, expected: "a list in [ ] of the ids of kinds") }
            table.require("ends", expected: "a list in [ ] of \(OutcomeReference.grammar)")
            table.require("instead", expected: "the id of the kind that is opened in the stead of what is withdrawn")
            let begins = kinds("begins", of: table)
            let ends = table.list("ends", expected: OutcomeReference.grammar) { text in
                OutcomeReference(text).flatMap {
                    IdentifierSyntax.isValid($0.kind.rawValue) && IdentifierSyntax.isValid($0.outcome.rawValue) ? $0 : nil
                }
            }
            let withdraws = kinds("withdraws", of: table)
            let instead: KindID? = table.value("instead", expected: "the id of a kind", IdentifierSyntax.id)
            let (insteadOf, insteadFrom): ([KindID: KindID], [KindID: KindID]) = (
                pairs("instead_of", of: table, expected: "the id of a kind"), pairs("instead_from", of: table, expected: "the id of a kind")
            )
            guard let id, let title, let begins, let ends, let withdraws, let instead else { return nil }
            return Protection(
                id: id, title: title, begins: begins, ends: ends, withdraws: withdraws, instead: instead, insteadOf: insteadOf,
                insteadFrom: insteadFrom)
        }
    }

    func kinds(_ key: String, of table: TableReader) -> [KindID]? { table.list(key, expected: "the ids of kinds", IdentifierSyntax.id) }

    /// A table of ids to ids, such as `{ ib = "bestuur" }`. Whether they exist is checked with the whole catalogue.
    func pairs<Key, Value>(_ key: String, of table: TableReader, expected: String) -> [Identifier<Key>: Identifier<Value>] {
        guard let pairs = table.table(key) else { return [:] }
        defer { pairs.finish() }
        return pairs.keys.reduce(into: [:]) { result, name in
            result[Identifier(name)] = pairs.value(name, expected: expected) { IdentifierSyntax.id($0) }
        }
    }
}
