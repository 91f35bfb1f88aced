import FollowUps

/// Turns the configuration file, and the catalogue that it names, into settings.
struct SettingsReader {
    let file: SourceFile
    let root: TableReader

    private init(_ file: SourceFile) throws(ConfigurationProblems) {
        self.file = file
        root = TableReader(try file.parsed(), name: "", findings: Findings(file: file.path))
    }

    static func load(_ path: String) throws(ConfigurationProblems) -> Settings {
        try SettingsReader(SourceFile.read(path)).settings()
    }

    private func settings() throws(ConfigurationProblems) -> Settings {
        let service = service()
        let catalogueFile = catalogueFile(in: service.templates)
        let catalogue = catalogueFile.map { CatalogueReader.read($0) }
        let mail = mail()
        let webhooks = webhooks(templates: service.templates)
        let directory = directory(service: service, webhooks: webhooks, roles: catalogue?.roles)
        let policies = policies(roles: catalogue?.roles)
        root.finish()
        if let catalogue { checkRoles(of: directory, for: catalogue.value, policies) }

        var problems = root.findings.problems
        if let catalogue {
            problems += catalogue.findings.problems
            problems += catalogue.semanticProblems(contacts: Set(directory.contacts.flatMap { [$0.id] + $0.also }))
        }
        // Without a catalogue or a sender there is a problem already.
        guard problems.isEmpty, let catalogue, let catalogueFile, let mail else { throw ConfigurationProblems(problems) }

        var fingerprint = Fingerprint()
        fingerprint.add(file.bytes)
        fingerprint.add(catalogueFile.bytes)
        return Settings(
            file: file.path, service: service, mail: mail, webhooks: webhooks, directory: directory, policies: policies,
            catalogue: catalogue.value, fingerprint: fingerprint.text, warnings: root.findings.warnings)
    }

    private func catalogueFile(in folder: String) -> SourceFile? {
        do throws(ConfigurationProblems) {
            return try SourceFile.read(CatalogueReader.path(in: folder))
        } catch {
            for problem in error.problems {
                root.findings.add(
                    "[service] templates", "\(problem.file) \(problem.message); expected a folder with the catalogue, \(CatalogueReader.fileName)")
            }
            return nil
        }
    }

    /// A follow-up that nobody owns is forgotten; a rung that nobody holds only passes to the next.
    private func checkRoles(of directory: Directory, for catalogue: Catalogue, _ policies: Policies) {
        for school in directory.schools {
            for role in catalogue.roles where school.roles[role.id] == nil {
                let key = "[[school]] \"\(school.id)\" roles"
                let kinds = catalogue.kinds.filter { $0.owner == .role(role.id) }.map(\.id.rawValue)
                if !kinds.isEmpty {
                    root.findings.add(
                        key,
                        "nobody holds \"\(role.id)\", who has to do \(kinds.joined(separator: ", ")); add \(role.id) = \"PERSON\" under [school.roles]"
                    )
                    continue
                }
                let ladders = Urgency.allCases.filter { policies[$0].steps.contains { $0.audiences.contains(.role(role.id)) } }
                if !ladders.isEmpty {
                    let names = ladders.map { "[policy.\($0.rawValue)]" }.joined(separator: ", ")
                    root.findings.warn(
                        key, "nobody holds \"\(role.id)\", to whom \(names) escalates; add \(role.id) = \"PERSON\" under [school.roles]")
                }
            }
        }
    }
}
