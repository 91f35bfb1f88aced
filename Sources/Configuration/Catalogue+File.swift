import FollowUps

extension Catalogue {
    /// Reads the catalogue of a templates folder by itself; throws all mistakes at once.
    ///
    /// `contacts` are the ids and other names of the sociale kaart; nil leaves unchecked which of them exist.
    public static func load(templates folder: String, contacts: Set<ContactID>? = nil) throws(ConfigurationProblems) -> Catalogue {
        let reading = CatalogueReader.read(try SourceFile.read(CatalogueReader.path(in: folder)))
        let problems = reading.findings.problems + reading.semanticProblems(contacts: contacts)
        if !problems.isEmpty { throw ConfigurationProblems(problems) }
        return reading.value
    }
}
