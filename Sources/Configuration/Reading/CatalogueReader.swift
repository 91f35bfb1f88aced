import FollowUps

struct CatalogueReader {
    /// The catalogue where the configuration names none.
    static let fileName = "meldcode.toml"

    static func path(of name: String = fileName, in folder: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

    /// As much of the catalogue as could be read, and its mistakes.
    struct ReadTables: Sendable {
        let value: Catalogue
        let file: String
        /// Of its tables.
        let problems: [ConfigurationProblems.Problem]
        /// Of the catalogue as a whole; empty when it could not be read whole, or everything that names an unreadable table would be reported too.
        private let semantic: [ConfigurationProblems.Problem]

        init(_ value: Catalogue, _ findings: Diagnostics) {
            self.value = value
            file = findings.file
            problems = findings.problems
            semantic = problems.isEmpty ? value.problems.map { .init($0, in: findings.file) } : []
        }

        /// Nil when the roles could not be read, so that names are not checked against them.
        var roles: Set<RoleID>? { value.roles.isEmpty ? nil : Set(value.roles.map(\.id)) }

        /// Mistakes in the catalogue as a whole. Nil for `contacts` leaves those unchecked.
        func semanticProblems(contacts: Set<ContactID>?) -> [ConfigurationProblems.Problem] {
            guard problems.isEmpty, let contacts else { return semantic }
            return semantic + value.contactProblems(contacts).map { .init($0, in: file) }
        }
    }

    let root: TableReader

    static func read(_ file: SourceFile) -> ReadTables {
        let findings = Diagnostics(file: file.path)
        do throws(ConfigurationProblems) {
            let reader = CatalogueReader(root: TableReader(try file.parsed(), name: "", findings: findings))
            return ReadTables(reader.catalogue(in: file.path), findings)
        } catch {
            for problem in error.problems { findings.add(problem.key, problem.message) }
            return ReadTables(Catalogue(kinds: [], roles: []), findings)
        }
    }

    /// Several at once, which take as long as the longest where there are cores for all.
    static func read(_ files: [SourceFile]) -> [ReadTables] {
        guard let first = files.first else { return [] }
        let others = files.dropFirst().map { file in PendingValue { read(file) } }
        return [read(first)] + others.compactMap { $0.wait() }
    }

    private func catalogue(in path: String) -> Catalogue {
        let head = head(of: path)
        let sources = sources()
        let roles = root.tables("role", named: "role", separator: ", ", quoting: false).compactMap(role)
        let kinds = root.tables("kind", named: "kind", separator: ", ", quoting: false).compactMap(kind)
        let caseKinds = caseKinds()
        let protections = protections()
        let steps = steps()
        let rules = rules()
        let moves = moves()
        let words = words()
        let contacts = ContactReader.contacts(in: root, named: "contact", separator: ", ", quoting: false)
        if !root.has("role") { root.findings.add("[[role]]", "is missing; expected at least one role, such as id = \"ib\"") }
        if !root.has("kind") { root.findings.add("[[kind]]", "is missing; expected at least one kind") }
        root.finish()
        return Catalogue(
            kinds: kinds, roles: roles, caseKinds: caseKinds, protections: protections, contacts: contacts, steps: steps, rules: rules,
            sources: sources, head: head, moves: moves, words: words)
    }

    private func role(_ table: TableReader) -> Role? {
        defer { table.finish() }
        let id: RoleID? = id(of: table)
        if let id, id.rawValue == "owner" || id.rawValue == "employee" {
            table.refuse("id", "\"\(id)\" has a meaning of its own in policies and kinds; give the role another id")
        }
        let title = title(of: table)
        let fallback = table.value("else", expected: "the id of the role that has it where nobody holds this one") {
            IdentifierSyntax.id($0) as RoleID?
        }
        let getsOverview = table.flag("overview") ?? false
        let sees: SchoolPermission? = table.choice("sees")
        let may = table.list("may", expected: "one of \(RoleRight.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))") {
            RoleRight(rawValue: $0)
        }
        let signIn: RequiredSignIn? = table.choice("sign_in")
        guard let id, let title else { return nil }
        return Role(
            id: id, title: title, fallback: fallback, getsOverview: getsOverview, sees: sees, may: may.map(Set.init),
            needsSchoolAccount: signIn == .oidc)
    }

    private enum Question: String, CaseIterable {
        case due
    }

    private enum RequiredSignIn: String, CaseIterable {
        case oidc
    }

    private func kind(_ table: TableReader) -> Kind? {
        defer { table.finish() }
        let id: KindID? = id(of: table)
        let title = title(of: table)
        table.require("source", expected: "the step of the protocol, such as \"5a\"")
        let source = table.text("source", expected: "the step of the protocol, such as \"5a\"")
        table.require("scope", expected: NearestName.either(Kind.Scope.allCases.map(\.rawValue)))
        let scope: Kind.Scope? = table.choice("scope")
        table.require("owner", expected: "a role, or \"employee\"")
        let owner: Kind.OwnerRule? = table.value("owner", expected: "a role, or \"employee\"") { text in
            text == "employee" ? .employee : (IdentifierSyntax.id(text) as RoleID?).map { .role($0) }
        }
        let urgency: Urgency? = table.choice("urgency")
        let policy = table.value("policy", expected: "the name of a policy, such as \"quiet\"") { IdentifierSyntax.id($0) as PolicyID? }
        let help = table.texts("help", atMost: 400)
        let isDiscreet = table.flag("discreet") ?? false
        let takesOver: [RoleID: RoleID] = pairs("takes_over", of: table, expected: "the id of a role")
        let term = self.term("term", in: table)
        let interval = self.term("repeat", in: table)
        if let interval, interval.count == 0 { table.refuse("repeat", "\"\(interval)\" is no time at all; expected one of at least 1") }
        let schoolYearDay = table.value("school_year", expected: MonthDay.grammar) { MonthDay($0) }
        let contacts = table.list("contacts", expected: "the ids of contacts in the configuration") { IdentifierSyntax.id($0) as ContactID? } ?? []
        let basedOn = table.list("based_on", expected: "the ids of sources") { IdentifierSyntax.id($0) as SourceID? } ?? []
        let titleGiven = table.flag("title_given") ?? false
        let startsByHand = table.flag("start") ?? false
        let isEmergency = table.flag("emergency") ?? false
        let countsForCase = table.flag("counts") ?? true
        let excludes = table.list("excludes", expected: "the ids of roles") { IdentifierSyntax.id($0) as RoleID? } ?? []
        let expects = kinds("expects", of: table) ?? []
        let hasOwnCase = table.flag("own_case") ?? false
        let retention = SettingsReader.retention("retention", in: table)
        let outcomes = table.tables("outcome", named: "\(table.name), outcome", separator: ", ", quoting: false).compactMap(outcome)
        guard let id, let title, let source, let scope, let owner else { return nil }
        return Kind(
            id: id, title: title, source: source, scope: scope, owner: owner, urgency: urgency ?? .normal, policy: policy, help: help,
            isDiscreet: isDiscreet, takesOver: takesOver, term: term, repeat: interval,
            schoolYearDay: schoolYearDay,
            contacts: contacts, basedOn: basedOn, titleGiven: titleGiven, startsByHand: startsByHand, isEmergency: isEmergency,
            countsForCase: countsForCase, excludes: excludes, expects: expects, hasOwnCase: hasOwnCase, retention: retention,
            outcomes: outcomes)
    }

    private func outcome(_ table: TableReader) -> Outcome? {
        defer { table.finish() }
        let id: OutcomeID? = id(of: table)
        let title = title(of: table)
        let then = consequences(table) ?? []
        let instead = exceptions("instead", of: table, isAddition: false)
        let also = exceptions("also", of: table, isAddition: true)
        let ends = table.flag("ends") ?? false
        let needsReason = table.flag("reason") ?? false
        let with = table.list("with", expected: "the ids of other outcomes of this kind") { IdentifierSyntax.id($0) as OutcomeID? } ?? []
        let leaves = table.flag("leaves") ?? false
        let asks: Question? = table.choice("asks")
        let closesCase = table.flag("closes_case") ?? false
        let completesFrom = completion(table)
        guard let id, let title else { return nil }
        return Outcome(
            id: id, title: title, then: then, exceptions: instead + also, ends: ends, needsReason: needsReason, asksDue: asks == .due,
            with: with, leaves: leaves, closesCase: closesCase, completesFrom: completesFrom)
    }

    /// `completes = true`, or `completes_from = 2`.
    private func completion(_ outcome: TableReader) -> Int? {
        let always = outcome.flag("completes") ?? false
        let times = outcome.number("completes_from", in: 2...99)
        if outcome.has("completes"), outcome.has("completes_from") {
            outcome.refuse("completes_from", "stands beside completes; it completes the kind always or from some time on, so take one of the two out")
        }
        return times ?? (always ? 1 : nil)
    }

    /// From a later time on: `{ times = 2, then = [...] }`.
    private func exceptions(_ key: String, of outcome: TableReader, isAddition: Bool) -> [Outcome.Exception] {
        outcome.tables(key, named: "\(outcome.name), \(key)", separator: ", ", quoting: false).compactMap { table in
            defer { table.finish() }
            let conditions: [Outcome.Exception.Condition?] = [
                table.number("times", in: 2...99).map { .times($0) }, table.number("in_a_row", in: 2...99).map { .inARow($0) },
                table.number("round", in: 2...99).map { .round($0) },
            ]
            let then = consequences(table)
            table.require("then", expected: "a list in [ ] of \(Consequence.grammar)")
            if then?.isEmpty == true { table.refuse("then", "is empty; expected \(Consequence.grammar)") }
            let given = ["times", "in_a_row", "round"].count(where: table.has)
            if given != 1 {
                table.refuse("times", "there are \(given) conditions; expected one of times, in_a_row and round")
            }
            guard let condition = conditions.compactMap({ $0 }).first, let then else { return nil }
            return Outcome.Exception(condition, then: then, isAddition: isAddition)
        }
    }

    private func consequences(_ table: TableReader) -> [Consequence]? {
        table.list("then", expected: Consequence.grammar) { text in
            Consequence(text).flatMap { consequence in
                let isValid =
                    consequence.possibleKinds.allSatisfy { IdentifierSyntax.isValid($0.rawValue) } && CatalogueReader.isSensible(consequence.term)
                return isValid ? consequence : nil
            }
        }
    }

    private func term(_ key: String, in table: TableReader) -> Term? {
        guard let term = table.value(key, expected: Term.grammar, { Term($0) }) else { return nil }
        if CatalogueReader.isSensible(term) { return term }
        table.refuse(key, "\"\(term)\" is longer than ten years; expected \(Term.grammar)")
        return nil
    }

    /// No more than about ten years.
    private static func isSensible(_ term: Term?) -> Bool {
        guard let term else { return true }
        return switch term.unit {
        case .hours: true
        case .days: term.count <= 3660
        case .schoolDays: term.count <= 2000
        case .weeks: term.count <= 522
        case .months: term.count <= 120
        }
    }

    func id<Subject>(of table: TableReader) -> Identifier<Subject>? {
        table.require("id", expected: IdentifierSyntax.grammar)
        return table.value("id", expected: IdentifierSyntax.grammar, IdentifierSyntax.id)
    }

    func title(of table: TableReader) -> LocalizedText? {
        table.require("title", expected: "{ nl = \"...\", en = \"...\" }")
        return table.texts("title")
    }
}
