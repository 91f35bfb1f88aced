import FollowUps
import Templates

/// The forms on the page of a case: what its reader may do there now, what each field offers, and what was typed.
public struct CaseControls: Sendable {
    let actions: Set<CaseAction>
    public let form: CaseForm
    let problems: [FormProblem]
    private let texts: [String: String]
    let kinds: [Choice]
    /// Those that mostly come from an outcome.
    let otherKinds: [Choice]
    let ownerRoles: [Choice]
    let ownerPeople: [Choice]
    let roles: [Choice]
    let rolePeople: [Choice]
    let outsiders: [Choice]
    let excluded: [Choice]
    let today: String

    init(_ view: CaseView, form: CaseForm, protections: [Protection], for reader: PageReader) {
        let (dossier, phrases, catalogue) = (view.dossier, reader.phrases, reader.catalogues.catalogue(of: view.dossier))
        let people = catalogue.people(of: dossier)
        func chosen(_ action: CaseAction, _ field: CaseForm.Field) -> String? { form.action == action ? form.value(field) : nil }
        func choices(_ people: [Person], _ action: CaseAction, _ field: CaseForm.Field = .person) -> [Choice] {
            let value = chosen(action, field)
            return people.map { Choice($0.id.rawValue, $0.name.onOneLine, isChosen: $0.id.rawValue == value) }
        }
        func choices(_ roles: [RoleID], _ action: CaseAction, _ field: CaseForm.Field) -> [Choice] {
            let value = chosen(action, field)
            return roles.map { Choice($0.rawValue, phrases.title(of: $0, at: dossier.school), isChosen: $0.rawValue == value) }
        }
        actions = view.permission.actions.filter { action in
            switch action {
            case .add, .role, .close: dossier.isOpen
            case .reopen: !dossier.isOpen
            case .exclude, .left: true
            case .readmit: !dossier.excluded.isEmpty
            case .hold: dossier.hold == nil
            case .release: dossier.hold != nil
            }
        }
        self.form = form
        problems = form.problems.map { FormProblem(text: phrases.problem($0), field: Self.id(form.action, $0.field)) }
        texts = Dictionary(form.problems.map { (Self.id(form.action, $0.field), phrases.problem($0)) }, uniquingKeysWith: { first, _ in first })

        let possible = catalogue.kinds.filter { kind in
            (kind.scope == .case || kind.scope == .free) && kind.id != catalogue.alarm?.id
                && !protections.contains { $0.forbids(kind.id) }
        }
        let kind = chosen(.add, .kind)
        func kinds(byHand: Bool) -> [Choice] {
            possible.filter { ($0.startsByHand || $0.titleGiven) == byHand }.map { found in
                Choice(found.id.rawValue, found.title[reader.language].onOneLine, isChosen: found.id.rawValue == kind)
            }
        }
        self.kinds = kinds(byHand: true)
        otherKinds = kinds(byHand: false)

        let staff = reader.directory.staff(at: dossier.school, in: people)
        let insiders = staff.filter { !dossier.excluded.contains($0.id) }
        let held = catalogue.roles.map(\.id).filter { people.role(inPlaceOf: $0) == $0 && !people.excludedRoles.contains($0) }
        ownerRoles = choices(held, .add, .owner)
        ownerPeople = choices(insiders, .add, .owner)
        roles = choices(held, .role, .role)
        rolePeople = choices(insiders, .role)
        outsiders = choices(insiders, .exclude)
        excluded = choices(dossier.excluded.sorted().map { reader.directory.person($0) ?? Person(id: $0, name: $0.rawValue) }, .readmit)
        today = reader.today.description
    }

    /// Of a field, in the template and in the summary of problems.
    static func id(_ action: CaseAction?, _ field: CaseForm.Field?) -> String {
        guard let action else { return "actions" }
        return field.map { "\(action.rawValue)-\($0.rawValue)" } ?? "\(action.rawValue)-form"
    }

    private static let fields: [(CaseAction, [CaseForm.Field])] = [
        (.add, [.kind, .due, .owner, .title, .reason]), (.role, [.role, .person]), (.left, [.day]), (.exclude, [.person]),
        (.readmit, [.person, .reason]),
        (.hold, [.reason]), (.release, [.reason]), (.reopen, [.reason]),
    ]

    static func words<Root: Sendable>(_: Root.Type, _ controls: @escaping @Sendable (Root) -> CaseControls) -> [Word<Root>] {
        var words: [Word<Root>] = [
            .flag("any_actions") { !controls($0).actions.isEmpty },
            .flag("any_problems") { !controls($0).problems.isEmpty }, .list("problems") { controls($0).problems },
            .optional("names_seen") { controls($0).form.problems.lazy.compactMap(\.names).first },
            .flag("restricts") { controls($0).actions.contains(.exclude) },
            .list("kinds") { controls($0).kinds }, .flag("any_other_kinds") { !controls($0).otherKinds.isEmpty },
            .list("other_kinds") { controls($0).otherKinds },
            .list("owner_roles") { controls($0).ownerRoles }, .list("owner_people") { controls($0).ownerPeople },
            .list("role_choices") { controls($0).roles }, .list("role_people") { controls($0).rolePeople },
            .list("exclude_people") { controls($0).outsiders }, .flag("any_excluded") { !controls($0).excluded.isEmpty },
            .list("excluded") { controls($0).excluded }, .text("today_day") { controls($0).today },
        ]
        for action in CaseAction.allCases {
            words.append(.flag("may_\(action.rawValue)") { controls($0).actions.contains(action) })
            words.append(.flag("at_\(action.rawValue)") { controls($0).form.action == action && !controls($0).problems.isEmpty })
        }
        for (action, fields) in fields {
            for field in fields {
                if [.title, .reason].contains(field) {
                    words.append(.shortText("\(action.rawValue)_\(field.rawValue)_field") { controls($0).shortText(action, field) })
                    continue
                }
                words.append(.optional("\(action.rawValue)_\(field.rawValue)") { controls($0).typed(action, field) })
                words.append(.optional("\(action.rawValue)_\(field.rawValue)_problem") { controls($0).texts[id(action, field)] })
            }
        }
        return words
    }

    private func shortText(_ action: CaseAction, _ field: CaseForm.Field) -> ShortText {
        let id = Self.id(action, field)
        return ShortText(id: id, name: field.rawValue, value: typed(action, field) ?? "", problem: texts[id])
    }

    private func typed(_ action: CaseAction, _ field: CaseForm.Field) -> String? { form.action == action ? form.values[field] : nil }
}
