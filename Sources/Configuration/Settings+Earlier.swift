import FollowUps

extension Settings {
    /// With kinds that the catalogue has no more, each as the first of these texts has it that has it.
    ///
    /// - Parameters:
    ///   - ids: of kinds of which something is open.
    ///   - earlier: the texts of catalogues that were in use, the latest first. One that cannot be read any more is passed over.
    public func keeping(_ ids: Set<KindID>, of earlier: [CatalogueText]) -> Settings {
        var merged = catalogue
        for text in earlier {
            let missing = ids.filter { merged.kind($0) == nil }
            if missing.isEmpty { break }
            let reading = CatalogueReader.read(SourceFile(path: "\(text.head.id).toml", bytes: Array(text.text.utf8)))
            if reading.findings.problems.isEmpty { merged = merged.keeping(missing, of: reading.value) }
        }
        return Settings(
            file: file, service: service, retention: retention, backup: backup, mail: mail, bounce: bounce, webhooks: webhooks, watch: watch,
            web: web,
            rules: rules.with(merged), fileWarnings: fileWarnings, catalogueFile: catalogueFile)
    }
}
