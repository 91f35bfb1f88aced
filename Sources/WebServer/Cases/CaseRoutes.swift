import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

struct CaseRoutes {
    let store: any VisibilityStore
    let actions: any CaseActions
    let logger: Logger

    func add(to routes: SignedInRoutes) {
        routes.get("cases", of: .cases, list)
        routes.get("cases.csv", of: .cases, download)
        routes.get("cases/:code", of: .timeline, show)
        routes.post("cases/:code", of: .timeline, change)
        routes.get("cases/:code/follow-ups.csv", of: .timeline) { _, context in try await table(of: try code(context), context) }
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (search, length) = (CaseSearch(request), ListPart<CaseSummary>.length)
        let found = try await store.caseCount(in: context.visibility, matching: search)
        let asked = request.uri.queryParameters.get("page").flatMap { Int($0) } ?? 1
        let page = max(1, min(asked, (found + length - 1) / length))
        let lines = try await store.caseLines(
            in: context.visibility, matching: search, after: nil, skipping: (page - 1) * length, limit: length)
        return try context.show(CasesPage(lines, matching: search, found: found, page: page, for: context.reader))
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (visibility, store, search) = (context.visibility, store, CaseSearch(request))
        return Download(name: "cases", context: context).response(
            reading: { last in
                try await store.caseLines(in: visibility, matching: search, after: last?.dossier.code, skipping: 0, limit: Download.part)
            }, as: TableRows.cases)
    }

    // MARK: One case

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let code = try code(context)
        if code.rawValue.hasSuffix(".csv") { return try await table(of: CaseCode(String(code.rawValue.dropLast(4))), context) }
        let done = request.done
        return try context.show(TimelinePage(try await view(of: code, done: done, context), for: context.reader))
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let fields = try await FormFields.read(request)
        let (code, setup) = (try code(context), context.setup)
        let view = try await view(of: code, context)
        let form = CaseForm(fields)
        if let action = form.action, !view.permission.actions.contains(action) { throw RequestError.notAllowed }
        switch form.validated(in: view.dossier, rules: setup.rules, names: setup.names, at: context.now) {
        case .wrong(let form): return try setup.show(TimelinePage(view, form: form, for: context.reader), status: .unprocessableContent)
        case .change(let change):
            do {
                let place = try await actions.perform(change, in: code, by: context.visibility.viewer.id, setup: setup, at: context.now)
                // Not the code: whoever is excluded from the case may read the log. The history has it.
                logger.info("web: a case was changed from its page")
                return Response.redirect(to: try await destination(after: change, in: place, context))
            } catch let refusal as CaseRefusal {
                let now = try await self.view(of: code, context)
                return try setup.show(
                    TimelinePage(now, form: form.with([.refused(refusal)]), for: context.reader),
                    status: refusal.isConflict ? .conflict : .unprocessableContent)
            }
        }
    }

    /// The page of the case with what was done; for somebody who has just excluded themselves, the page with what they have to do.
    private func destination(after change: CaseChange, in code: CaseCode, _ context: SignedInContext) async throws -> String {
        try await store.stillOpens(code, context) ? PagePath.done(change.action, at: PagePath.timeline(code)) : PagePath.today
    }

    private func table(of code: CaseCode, _ context: SignedInContext) async throws -> Response {
        guard let timeline = try await store.timeline(of: code, in: context.visibility, by: context.setup.rules),
            context.visibility.seesTimeline(of: timeline.dossier)
        else { throw RequestError.notFound }
        context.noteReading(of: code)
        return Download(name: "case", context: context).response(.followUps(timeline.followUps))
    }

    private func code(_ context: SignedInContext) throws -> CaseCode {
        guard let code = context.parameters.get("code")?.removingPercentEncoding else { throw RequestError.notFound }
        return CaseCode(code)
    }

    /// Throws the same `notFound` for a case that does not exist and one of which they may not know.
    private func view(of code: CaseCode, done: HistoryEntry.Action? = nil, _ context: SignedInContext) async throws -> CaseView {
        guard let view = try await store.caseView(code, in: context.visibility, done: done, rules: context.setup.rules, at: context.now)
        else { throw RequestError.notFound }
        if view.permission.readsTimeline { context.noteReading(of: code) }
        return view
    }
}

extension CaseSearch {
    /// The fields of the search in an address; what cannot be understood is as if it were not there.
    fileprivate init(_ request: Request) {
        let fields = request.uri.queryParameters
        let text = fields.get("q").map { String($0) } ?? ""
        self.init(
            text: String(text.filter { !$0.isWhitespace }.prefix(CaseCodePattern.longestCode)),
            state: fields.get("state").flatMap { State(rawValue: String($0)) } ?? .open)
    }
}

extension CaseForm {
    /// Ignores fields that the page does not have.
    init(_ fields: FormFields) {
        let values = Field.allCases.compactMap { field in fields[field.rawValue].map { (field, $0) } }
        self.init(
            action: fields["do"].flatMap(CaseAction.init), values: Dictionary(values, uniquingKeysWith: { first, _ in first }),
            namesSeen: fields["names-seen"] ?? "")
    }
}

extension CaseRefusal {
    /// Whether somebody else was first.
    fileprivate var isConflict: Bool {
        switch self {
        case .closed, .open, .openAlready, .alreadyExcluded, .notExcluded, .alreadyHeld, .notHeld, .notDone: true
        case .expected, .protected, .keptFromRole, .keptFrom, .takenOver, .codeInUse: false
        }
    }
}
