import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

/// Opens cases: with what begins them usually, and in an emergency.
struct CaseOpeningRoutes {
    let actions: any CaseActions
    let store: any VisibilityStore
    let logger: Logger

    /// How many codes are tried when others have taken the proposed one meanwhile.
    private static let mostCodes = 5

    func add(to routes: SignedInRoutes) {
        routes.get("cases/new", of: .newCase) { request, context in
            let (code, opened) = try await (proposal(context), opened(request, context))
            return try context.show(NewCasePage(CaseOpeningForm(), proposed: code, opened: opened, at: context.openingSchools, for: context.reader))
        }
        routes.post("cases", of: .newCase) { request, context in
            let form = CaseOpeningForm(try await FormFields.read(request), start: "start", rules: context.setup.rules)
            return try await submit(
                form, startingWith: NewCasePage.kinds(at: context.openingSchools, by: context.setup.rules.catalogues), isEmergency: false,
                PagePath.newCase, context
            ) {
                form, code in NewCasePage(form, proposed: code, at: context.openingSchools, for: context.reader)
            }
        }
        routes.get("emergency", of: .emergency) { request, context in
            let (code, opened) = try await (proposal(context), opened(request, context))
            return try context.show(EmergencyPage(CaseOpeningForm(), proposed: code, opened: opened, at: context.openingSchools, for: context.reader))
        }
        routes.post("emergency", of: .emergency) { request, context in
            let form = CaseOpeningForm(try await FormFields.read(request), start: "kind", rules: context.setup.rules)
            let kinds = EmergencyPage.kinds(at: context.openingSchools, by: context.setup.rules.catalogues)
            return try await submit(form, startingWith: kinds, isEmergency: true, PagePath.emergency, context) { form, code in
                EmergencyPage(form, proposed: code, at: context.openingSchools, for: context.reader)
            }
        }
    }

    private func submit(
        _ typed: CaseOpeningForm, startingWith kinds: [Kind], isEmergency: Bool, _ path: String, _ context: SignedInContext,
        _ page: @Sendable (CaseOpeningForm, CaseCode?) -> some SignedInPage
    ) async throws -> Response {
        let (setup, viewer, schools) = (context.setup, context.visibility.viewer.id, context.openingSchools)
        // A school where they may not open one, and not one that does not exist.
        if let id = typed.value(.school).map({ SchoolID($0) }), setup.rules.directory.school(id) != nil, !schools.contains(where: { $0.id == id }) {
            throw RequestError.notAllowed
        }
        var form = typed
        // Nothing waits for a code: whoever leaves it empty gets the next one, and in an emergency another one if that was taken meanwhile.
        let mostCodes = typed.value(.code) == nil || isEmergency ? Self.mostCodes : 1
        if form.value(.code) == nil, let school = form.school(among: schools) {
            form = form.with(code: try await code(at: school.id, context))
        }
        for attempt in 1...mostCodes {
            switch form.validated(startingWith: kinds, at: schools, rules: setup.rules, names: setup.names, at: context.now) {
            case .wrong(let form): return try setup.show(page(form, nil), status: .unprocessableContent)
            case .request(let request):
                do {
                    try await actions.open(request, by: viewer, setup: setup, at: context.now)
                    logger.info("web: a case was opened")
                    return Response.redirect(to: try await destination(request.code, path, context))
                } catch CaseRefusal.codeInUse where attempt < mostCodes {
                    form = form.with(code: try await code(at: request.school, context))
                } catch let refusal as CaseRefusal {
                    let status: HTTPResponse.Status = if case .codeInUse = refusal { .conflict } else { .unprocessableContent }
                    return try setup.show(page(form.with([.refused(refusal)]), nil), status: status)
                }
            }
        }
        throw RequestError.notFound
    }

    /// The page of the case; for whoever may not see it, the page where it was opened.
    private func destination(_ code: CaseCode, _ path: String, _ context: SignedInContext) async throws -> String {
        try await store.stillOpens(code, context)
            ? PagePath.done(.caseOpened, at: PagePath.timeline(code)) : "\(path)?opened=\(PagePath.next(after: code))"
    }

    /// For the school where they may open one; nil when they first have to say at which.
    private func proposal(_ context: SignedInContext) async throws -> CaseCode? {
        let schools = context.openingSchools
        guard schools.count == 1 else { return nil }
        return try await code(at: schools[0].id, context)
    }

    private func code(at school: SchoolID, _ context: SignedInContext) async throws -> CaseCode {
        try await actions.proposedCode(at: school, in: context.visibility, rules: context.setup.rules, at: context.now)
    }

    /// The case that the address names, if it was they who opened it.
    private func opened(_ request: Request, _ context: SignedInContext) async throws -> CaseCode? {
        guard let code = request.uri.queryParameters.get("opened").map({ CaseCode($0) }),
            try await actions.hasOpened(code, context.visibility.viewer.id)
        else { return nil }
        return code
    }
}

extension SignedInContext {
    /// The schools at which they may open a case.
    var openingSchools: [School] { visibility.schools(where: .openCases) }
}

extension CaseOpeningForm {
    /// - Parameter start: the name of the field that says how it begins.
    init(_ fields: FormFields, start: String, rules: Ruleset) {
        let roles = rules.catalogues.roles.map { Field.role($0.id) }
        let values = ([Field.code, .school, .exclude, .reason] + roles).compactMap { field in fields[field.name].map { (field, $0) } }
        let beginning = fields[start].map { [(Field.start, $0)] } ?? []
        self.init(values: Dictionary(values + beginning, uniquingKeysWith: { first, _ in first }), namesSeen: fields["names-seen"] ?? "")
    }
}
