import FollowUps

extension CatalogueReader {
    /// `[[move]]`. Whether the kinds exist is checked with the whole catalogue; those of the other catalogue are not known here.
    func moves() -> [CatalogueMove] {
        root.tables("move", named: "move", separator: ", ", quoting: false).compactMap { table in
            defer { table.finish() }
            table.require("from", expected: "the id of the catalogue that cases come from")
            let from: CatalogueID? = table.value("from", expected: "the id of the catalogue that cases come from", IdentifierSyntax.id)
            let becomes: [KindID: KindID] = pairs("becomes", of: table, expected: "the id of a kind")
            let ends = kinds("ends", of: table) ?? []
            return from.map { CatalogueMove(from: $0, becomes: becomes, ends: ends) }
        }
    }
}
