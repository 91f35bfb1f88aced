import FollowUps

extension SourceFile {
    func text(as head: Catalogue.Head) -> CatalogueText {
        var fingerprint = Fingerprint()
        fingerprint.add(bytes)
        return CatalogueText(head: head, text: String(decoding: bytes, as: UTF8.self), fingerprint: fingerprint.text)
    }
}

extension CatalogueReader {
    /// `[catalogue]`; without it, the file's name.
    func head(of path: String) -> Catalogue.Head {
        let name = path.split(separator: "/").last.map { $0.hasSuffix(".toml") ? String($0.dropLast(5)) : String($0) } ?? ""
        let named = Catalogue.Head(id: IdentifierSyntax.id(name) ?? "catalogue")
        guard let table = root.table("catalogue") else { return named }
        defer { table.finish() }
        let id: CatalogueID? = id(of: table)
        let grammar = "its version in quotes: letters, digits, hyphens and dots, such as \"2026-11\""
        table.require("version", expected: grammar)
        let version = table.value("version", expected: grammar) { IdentifierSyntax.isValid($0) ? $0 : nil }
        let title = title(of: table)
        return Catalogue.Head(id: id ?? named.id, version: version ?? named.version, title: title)
    }

    /// `[words]`; what it leaves out is called as anywhere.
    func words() -> SectorWords {
        guard let table = root.table("words") else { return SectorWords() }
        defer { table.finish() }
        return SectorWords(place: table.texts("school"), places: table.texts("schools"), year: table.texts("year"))
    }

    /// `[[source]]`, in the order of the file.
    func sources() -> [Source] {
        root.tables("source", named: "source", separator: ", ", quoting: false).compactMap { table in
            defer { table.finish() }
            let id: SourceID? = id(of: table)
            table.require("title", expected: "a text in quotes, or { nl = \"...\", en = \"...\" }")
            let title = table.holdsText("title") ? table.text("title").map { LocalizedText(nl: $0) } : table.texts("title")
            let page = ContactReader.page(of: table)
            let checked = table.day("checked")
            guard let id, let title else { return nil }
            return Source(id: id, title: title, page: page, checked: checked)
        }
    }
}
