import FollowUps

struct SettingsReader {
    let file: SourceFile
    let root: TableReader

    private init(_ file: SourceFile) throws(ConfigurationProblems) {
        self.file = file
        root = TableReader(try file.parsed(), name: "", findings: Diagnostics(file: file.path))
    }

    static func read(_ path: String, database tell: (String) -> Void) -> LoadResult {
        do throws(ConfigurationProblems) {
            return try SettingsReader(SourceFile.read(path)).reading(database: tell)
        } catch {
            return LoadResult(settings: nil, problems: error.problems, warnings: [], templates: nil, catalogues: [], shortcomings: [])
        }
    }

    private func reading(database tell: (String) -> Void) -> LoadResult {
        let service = service()
        tell(service.database)
        let retention = retention()
        let backup = backup(database: service.database)
        let standby = standby()
        let catalogues = catalogueFiles(in: service.templates)
        let mail = mail()
        let webhooks = webhooks(templates: service.templates)
        let staff = service.people.flatMap { staffList(at: $0) }
        let holidays = service.holidays.flatMap { holidayFile(at: $0) }
        let directory = directory(service: service, staff: staff, holidayFile: holidays, webhooks: webhooks, catalogues: catalogues)
        let watch = watch(people: directory.people, webhooks: webhooks, mail: mail.settings)
        let bounce = bounce(mail)
        let web = web()
        let policies = policies(catalogues: catalogues)
        root.finish()
        checkHolidayCover(of: directory)
        for catalogue in catalogues.catalogues {
            let schools = directory.schools.filter { catalogues.catalogue(of: $0.catalogue)?.head.id == catalogue.head.id }
            checkRoles(of: directory, at: schools, for: catalogue, policies)
            checkExclusions(in: directory, at: schools, by: catalogue)
            checkSchoolAccounts(of: directory, roles: catalogue.roles, web)
        }
        if let board = directory.board, let catalogue = catalogues.catalogue(of: board.catalogue) { checkBoard(board, of: directory, for: catalogue) }

        let contacts = Set(directory.contacts.flatMap(\.names))
        let semanticProblems = catalogues.semanticProblems(contacts: contacts)
        var problems = root.findings.problems + (staff?.findings.problems ?? []) + (holidays?.findings.problems ?? [])
        problems += catalogues.problems + semanticProblems + catalogues.policyProblems(policies)
        let warnings = root.findings.warnings + (staff?.findings.warnings ?? []) + (holidays?.findings.warnings ?? [])
        var settings: Settings?
        // Without a catalogue or a sender there is a problem already.
        if problems.isEmpty, let values = catalogues.values(for: directory.places), let mail = mail.settings {
            var fingerprint = Fingerprint()
            for bytes in [file.bytes] + catalogues.files.map(\.source.bytes) + [staff?.bytes, holidays?.bytes].compactMap({ $0 }) {
                fingerprint.add(bytes)
            }
            settings = Settings(
                file: file.path, service: service, retention: retention, backup: backup, standby: standby, mail: mail, bounce: bounce,
                webhooks: webhooks, watch: watch, web: web,
                rules: Ruleset(
                    catalogues: values, directory: directory, policies: policies, caseCodes: service.caseCodes,
                    operatorPerson: watch.operatorPerson, noticeChannel: watch.noticeChannel?.id,
                    expectsBackups: backup.isExpected, fingerprint: fingerprint.text,
                    catalogueTexts: catalogues.files.map { $0.source.text(as: $0.catalogue.head) }),
                fileWarnings: warnings, catalogueFiles: catalogues.files.map(\.source.path))
        }
        let sound = catalogues.files.filter(\.isSound)
        return LoadResult(
            settings: settings, problems: problems, warnings: warnings, templates: service.templates, catalogues: sound.map(\.catalogue),
            shortcomings: semanticProblems.isEmpty ? sound.map { (catalogue: $0.catalogue, path: $0.source.path) } : [])
    }

    private func staffList(at path: String) -> StaffList? {
        do throws(ConfigurationProblems) {
            return try StaffList.read(path)
        } catch {
            for problem in error.problems {
                root.findings.add(
                    "[service] people", "\(problem.file) \(problem.message); expected the path of a staff list, relative to this file")
            }
            return nil
        }
    }

    private func holidayFile(at path: String) -> HolidayFile? {
        do throws(ConfigurationProblems) {
            return try HolidayFile.read(path)
        } catch {
            for problem in error.problems { root.findings.add("[service] holidays", "\(problem.file) \(problem.message)") }
            return nil
        }
    }

    /// Whoever covers a role in the holidays must be somebody else than its holder.
    private func checkHolidayCover(of directory: Directory) {
        for school in directory.schools {
            for (role, cover) in school.holidayCover.sorted(by: { $0.key < $1.key }) {
                let key = "[[school]] \"\(school.id)\" holiday_cover \(role)"
                switch directory.holder(of: .role(role), at: school.id) {
                case nil: root.findings.add(key, "nobody holds \"\(role)\" at this school; add \(role) = \"PERSON\" under [school.roles] first")
                case cover: root.findings.add(key, "\"\(cover)\" holds that role already; name somebody else to cover the holidays")
                default: break
                }
            }
        }
    }

    /// A follow-up whose owner is excluded, with no deputy left, would be nobody's.
    private func checkExclusions(in directory: Directory, at schools: [School], by catalogue: Catalogue) {
        let routing = Routing(directory: directory)
        let kinds = catalogue.kinds.compactMap { kind in
            if case .role(let owner) = kind.owner, !kind.excludes.isEmpty { (kind: kind, owner: owner) } else { nil }
        }
        let roles = Set(kinds.flatMap { [$0.owner] + $0.kind.excludes })
        for school in schools {
            let holders = Dictionary(uniqueKeysWithValues: roles.map { ($0, directory.holder(of: .role($0), at: school.id)) }).compactMapValues { $0 }
            for (kind, role) in kinds {
                guard let owner = holders[role] else { continue }
                let excluded = Set(kind.excludes.compactMap { holders[$0] })
                let held = kind.excludes.filter { holders[$0] == owner }
                guard excluded.contains(owner), routing.chain(from: owner, on: Day(number: 0), avoiding: excluded).reached == nil else { continue }
                root.findings.warn(
                    "[[school]] \"\(school.id)\" roles",
                    "\"\(owner)\" would have to do \(kind.id), which is kept from them as \(list(held)); give them a deputy who does it then"
                )
            }
        }
    }

    /// An error where follow-ups would have no owner, because those are forgotten. A step without a holder only passes to the next.
    private func checkRoles(of directory: Directory, at schools: [School], for catalogue: Catalogue, _ policies: Policies) {
        for school in schools {
            for role in catalogue.roles where directory.holder(of: .role(role.id), at: school.id) == nil {
                let key = "[[school]] \"\(school.id)\" roles"
                // When nobody holds its fallback either, that is reported there.
                if role.fallback != nil { continue }
                let falling = Set(catalogue.roles.map(\.id).filter { lastResort(for: $0, in: catalogue) == role.id })
                let kinds = catalogue.kinds.filter { kind in
                    if kind.scope != .board, case .role(let owner) = kind.owner { falling.contains(owner) } else { false }
                }
                if !kinds.isEmpty {
                    root.findings.add(
                        key, "nobody holds \"\(role.id)\", who has to do \(list(kinds)); add \(role.id) = \"PERSON\" under [school.roles]")
                    continue
                }
                let escalations = policies.followed(by: catalogue.kinds).filter {
                    policies[$0]?.steps.contains { $0.audiences.contains(.role(role.id)) } == true
                }
                if !escalations.isEmpty {
                    let names = escalations.map { "[policy.\($0)]" }.joined(separator: ", ")
                    root.findings.warn(
                        key, "nobody holds \"\(role.id)\", to whom \(names) escalates; add \(role.id) = \"PERSON\" under [school.roles]")
                }
            }
        }
    }

    /// The role at the end of the chain of fallbacks; nil when that is a ring.
    private func lastResort(for role: RoleID, in catalogue: Catalogue) -> RoleID? {
        let fallbacks = catalogue.fallbacks
        var last = role
        var seen: Set<RoleID> = [role]
        while let next = fallbacks[last] {
            if !seen.insert(next).inserted { return nil }
            last = next
        }
        return last
    }

    private func list(_ roles: [RoleID]) -> String { roles.map(\.rawValue).joined(separator: " and ") }

    private func list(_ kinds: [Kind]) -> String {
        let shown = 3
        return kinds.prefix(shown).map(\.id.rawValue).joined(separator: ", ") + (kinds.count > shown ? " and \(kinds.count - shown) more" : "")
    }
}
