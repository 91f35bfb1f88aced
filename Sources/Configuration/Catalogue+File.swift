import FollowUps

extension Catalogue {
    /// Reads the catalogue alone, and throws all its mistakes at once. `contacts` are the ids and other names that
    /// kinds may refer to; nil leaves that unchecked. `name` is the file's.
    public static func load(_ name: String? = nil, templates folder: String, contacts: Set<ContactID>? = nil) throws(ConfigurationProblems)
        -> Catalogue
    {
        let reading = CatalogueReader.read(try SourceFile.read(CatalogueReader.path(of: name ?? CatalogueReader.fileName, in: folder)))
        let problems = reading.problems + reading.semanticProblems(contacts: contacts)
        if !problems.isEmpty { throw ConfigurationProblems(problems) }
        return reading.value
    }
}
