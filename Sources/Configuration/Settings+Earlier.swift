import FollowUps

extension Settings {
    /// The versions among these that the files have no more.
    public func missing(_ versions: Set<CatalogueVersion>) -> Set<CatalogueVersion> { versions.subtracting(catalogues.current.map(\.version)) }

    /// With the earlier catalogues by which something that is open goes on. A text that cannot be read any more is passed over.
    ///
    /// - Parameters:
    ///   - versions: that are to be there; of each the latest text counts.
    ///   - kinds: that are to be there too, as the latest text has them that has them: a file can change and keep its version.
    ///   - texts: of catalogues that were in use, the latest first.
    public func goingOn(by versions: Set<CatalogueVersion>, with kinds: Set<KindID>, from texts: [CatalogueText]) -> Settings {
        var (versions, kinds, earlier) = (versions, kinds, [Catalogue]())
        for text in texts where versions.contains(text.version) || !kinds.isEmpty {
            let reading = CatalogueReader.read(SourceFile(path: "\(text.head.id).toml", bytes: Array(text.text.utf8)))
            let catalogue = reading.value
            guard reading.problems.isEmpty, versions.contains(text.version) || kinds.contains(where: { catalogue.kind($0) != nil }) else {
                continue
            }
            earlier.append(catalogue)
            versions.remove(text.version)
            kinds = kinds.filter { catalogue.kind($0) == nil }
        }
        if earlier.isEmpty { return self }
        return Settings(
            file: file, service: service, retention: retention, backup: backup, standby: standby, mail: mail, bounce: bounce, webhooks: webhooks,
            watch: watch, web: web, rules: rules.goingOn(by: earlier), fileWarnings: fileWarnings, catalogueFiles: catalogueFiles)
    }
}
