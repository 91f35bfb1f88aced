import FollowUps
import Templates

/// The fields of a form that opens a case: what each offers, and what was typed.
public struct CaseOpeningFields: Sendable {
    public let form: CaseOpeningForm
    let code: String
    let starts: [StartChoice]
    /// Empty when there is only one.
    let schools: [Choice]
    let onlySchool: (id: String, name: String)?
    let roles: [RoleField]
    let people: [Choice]
    let problems: [FormProblem]
    private let texts: [String: String]

    init(_ form: CaseOpeningForm, kinds: [Kind], proposed code: CaseCode?, at schools: [School], for reader: PageReader) {
        let phrases = reader.phrases
        self.form = form
        self.code = form.value(.code) ?? code?.rawValue ?? ""
        let start = form.value(.start) ?? kinds.first?.id.rawValue
        starts = kinds.map { StartChoice($0, isChosen: $0.id.rawValue == start, at: schools.map(\.id), for: reader) }
        let chosen = form.value(.school)
        self.schools = schools.count > 1 ? schools.map { Choice($0.id.rawValue, phrases.name(of: $0.id), isChosen: $0.id.rawValue == chosen) } : []
        onlySchool = schools.count == 1 ? schools.first.map { ($0.id.rawValue, phrases.name(of: $0.id)) } : nil
        let staff = Dictionary(schools.flatMap { reader.directory.staff(at: $0.id) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            .values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        // Whoever holds a role at the school has it in each of its cases; of the others each case has its own.
        let open = reader.catalogues.rolesOfCases(at: schools)
        let isHolder = schools.contains { $0.roles.values.contains(reader.person.id) }
        roles = open.map { role in
            let person = form.value(.role(role)) ?? (form.values.isEmpty && !isHolder && open.count == 1 ? reader.person.id.rawValue : nil)
            return RoleField(
                name: CaseOpeningForm.Field.role(role).name, title: phrases.title(of: role),
                problem: form.problems.first { $0.field == .role(role) }.map { phrases.problem($0) },
                people: staff.map { Choice($0.id.rawValue, $0.name.onOneLine, isChosen: $0.id.rawValue == person) })
        }
        let excluded = form.value(.exclude)
        people = staff.map { Choice($0.id.rawValue, $0.name.onOneLine, isChosen: $0.id.rawValue == excluded) }
        problems = form.problems.map { FormProblem(text: phrases.problem($0), field: $0.field.name) }
        texts = Dictionary(problems.map { ($0.field, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    static func words<Root: Sendable>(_: Root.Type, _ fields: @escaping @Sendable (Root) -> CaseOpeningFields) -> [Word<Root>] {
        [
            .flag("any_problems") { !fields($0).problems.isEmpty }, .list("problems") { fields($0).problems },
            .optional("names_seen") { fields($0).form.problems.lazy.compactMap(\.names).first },
            .text("code") { fields($0).code }, .optional("code_problem") { fields($0).texts["code"] },
            .flag("any_starts") { !fields($0).starts.isEmpty }, .list("starts") { fields($0).starts },
            .optional("start_problem") { fields($0).texts["start"] },
            .flag("any_schools") { !fields($0).schools.isEmpty }, .list("schools") { fields($0).schools },
            .optional("school_problem") { fields($0).texts["school"] },
            .optional("only_school") { fields($0).onlySchool?.id }, .optional("only_school_name") { fields($0).onlySchool?.name },
            .list("roles") { fields($0).roles }, .list("people") { fields($0).people },
            .optional("exclude_problem") { fields($0).texts["exclude"] },
            .shortText("reason_field") { root in
                let fields = fields(root)
                return ShortText(id: "reason", name: "reason", value: fields.form.values[.reason, default: ""], problem: fields.texts["reason"])
            },
            .flag("more") { fields($0).form.value(.exclude) != nil || fields($0).form.value(.reason) != nil || fields($0).texts["reason"] != nil },
        ]
    }
}

/// A way in which a case may begin.
struct StartChoice: TemplateContext {
    let id: String
    let title: String
    let help: String?
    let urgency: Urgency
    let contacts: [PageContact]
    let isChosen: Bool

    init(_ kind: Kind, isChosen: Bool, at schools: [SchoolID], for reader: PageReader) {
        id = kind.id.rawValue
        title = kind.title[reader.language].onOneLine
        help = kind.help?[reader.language].onOneLine
        urgency = kind.urgency
        contacts = kind.excludes.isEmpty ? [] : reader.directory.contacts(kind.contacts, at: schools).map { PageContact($0, in: reader.language) }
        self.isChosen = isChosen
    }

    static let vocabulary = TemplateFields<StartChoice>([
        .text("start") { $0.id }, .text("start_title") { $0.title }, .optional("help") { $0.help }, .flag("chosen") { $0.isChosen },
        .flag("acute") { $0.urgency == .acute }, .flag("urgent") { $0.urgency == .urgent }, .list("start_contacts") { $0.contacts },
    ])
}

/// A role that each case gives to somebody.
struct RoleField: TemplateContext {
    let name: String
    let title: String
    let problem: String?
    let people: [Choice]

    static let vocabulary = TemplateFields<RoleField>([
        .text("role_name") { $0.name }, .text("role") { $0.title }, .optional("role_problem") { $0.problem }, .list("role_people") { $0.people },
    ])
}
