import FollowUps

/// The catalogues that a configuration names, as far as they could be read, in its order.
struct CatalogueFiles {
    struct File {
        let source: SourceFile
        let tables: CatalogueReader.ReadTables

        var catalogue: Catalogue { tables.value }
        var isSound: Bool { tables.problems.isEmpty }
    }

    let files: [File]
    /// Whether there is one for every name.
    let isComplete: Bool

    var catalogues: [Catalogue] { files.map(\.catalogue) }
    var kinds: [Kind] { catalogues.flatMap(\.kinds) }
    var isSound: Bool { isComplete && files.allSatisfy(\.isSound) }

    /// Nil when those of any could not be read, so that names are not checked against them.
    var roles: Set<RoleID>? {
        guard isComplete, files.allSatisfy({ $0.tables.roles != nil }) else { return nil }
        return files.reduce(into: []) { $0.formUnion($1.tables.roles ?? []) }
    }

    /// By which schools may work; nil when not all could be read.
    var ids: Set<CatalogueID>? { isSound ? Set(catalogues.map(\.head.id)) : nil }

    /// As schools work by them; nil when none could be read.
    func values(for places: [School]) -> Catalogues? { catalogues.first.map { Catalogues($0, Array(catalogues.dropFirst()), for: places) } }

    /// By which a school, or the board, works; nil when none could be read.
    func catalogue(of place: CatalogueID?) -> Catalogue? { place.flatMap { id in catalogues.first { $0.head.id == id } } ?? catalogues.first }

    func semanticProblems(contacts: Set<ContactID>) -> [ConfigurationProblems.Problem] {
        files.flatMap { $0.tables.semanticProblems(contacts: contacts) }
    }

    func policyProblems(_ policies: Policies) -> [ConfigurationProblems.Problem] { files.flatMap { $0.tables.policyProblems(policies) } }

    var problems: [ConfigurationProblems.Problem] { files.flatMap(\.tables.problems) }
}

extension SettingsReader {
    /// `[[catalogue]]`: which files among the templates are the catalogues.
    func catalogueFiles(in folder: String) -> CatalogueFiles {
        let grammar = "the name of a file in the folder of the templates, such as \"meldcode-2019.toml\""
        let tables = root.tables("catalogue", named: "[[catalogue]]")
        var seen: Set<String> = []
        let named = tables.compactMap { table -> String? in
            defer { table.finish() }
            table.require("file", expected: grammar)
            guard let name = table.value("file", expected: grammar, { $0.hasSuffix(".toml") && IdentifierSyntax.isValid($0) ? $0 : nil }) else {
                return nil
            }
            if seen.insert(name).inserted { return name }
            table.refuse("file", "\"\(name)\" stands there twice; leave one")
            return nil
        }
        let names = tables.isEmpty ? [CatalogueReader.fileName] : named
        let sources = names.compactMap { catalogueFile($0, in: folder) }
        let files = zip(sources, CatalogueReader.read(sources)).map { CatalogueFiles.File(source: $0, tables: $1) }
        refuseSameIDs(of: files)
        return CatalogueFiles(files: files, isComplete: !files.isEmpty && files.count == max(tables.count, 1))
    }

    private func catalogueFile(_ name: String, in folder: String) -> SourceFile? {
        do throws(ConfigurationProblems) {
            return try SourceFile.read(CatalogueReader.path(of: name, in: folder))
        } catch {
            for problem in error.problems {
                root.findings.add(
                    "[service] templates", "\(problem.file) \(problem.message); expected a folder with the catalogue, \(name)")
            }
            return nil
        }
    }

    private func refuseSameIDs(of files: [CatalogueFiles.File]) {
        var paths: [CatalogueID: String] = [:]
        for file in files {
            let id = file.catalogue.head.id
            guard let other = paths.updateValue(file.source.path, forKey: id) else { continue }
            root.findings.add(
                "[[catalogue]]", "\(file.source.path) has the id \"\(id)\", and so has \(other); give one of them another under [catalogue]")
        }
    }

    /// The id of a catalogue, by which a school or the board works; nil for the first.
    func catalogueID(in table: TableReader, among files: CatalogueFiles) -> CatalogueID? {
        let expected = "the id of a catalogue"
        guard let id: CatalogueID = table.value("catalogue", expected: expected, IdentifierSyntax.id) else { return nil }
        guard let ids = files.ids, !ids.contains(id) else { return id }
        table.refuse(
            "catalogue",
            "there is no catalogue \"\(id)\"\(table.hint(for: id.rawValue, among: ids.map(\.rawValue).sorted())); add its file under [[catalogue]]")
        return nil
    }
}
