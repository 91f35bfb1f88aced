import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

struct SchoolRoutes {
    let store: any VisibilityStore
    let actions: any SchoolActions
    let states: SchoolStates

    func add(to routes: SignedInRoutes) {
        routes.get("schools", of: .figures) { _, context in try context.show(FiguresPage(try await figures(context), for: context.reader)) }
        routes.get("schools.csv", of: .figures) { _, context in
            Download(name: "schools", context: context).response(.figures(try await figures(context)))
        }
        routes.get("schools/:school", of: .school) { request, context in
            let done = request.done
            if let table = try await table(context) { return table }
            return try context.show(try await page(of: try school(context), done: done, context))
        }
        routes.post("schools/:school", of: .school, act)
        addTrainings(to: routes)
        routes.get("schools/:school/follow-ups.csv", of: .school) { _, context in
            download("follow-ups", of: try school(context, seeing: .school), trainings: false, context)
        }
        routes.get("schools/:school/trainings.csv", of: .school) { _, context in
            download("trainings", of: try school(context, seeing: .school), trainings: true, context)
        }
    }

    private func figures(_ context: SignedInContext) async throws -> [SchoolStats] {
        var figures: [SchoolStats] = []
        for school in context.visibility.schools(seeing: [.school, .figures]) { figures.append(try await state(of: school.id, context).figures) }
        return figures
    }

    private func state(of school: SchoolID, _ context: SignedInContext) async throws -> SchoolState {
        try await states.state(of: school, without: context.visibility.uncounted(at: school), at: context.now, context.setup)
    }

    /// Throws the same `notFound` for a school that does not exist and one that they may not see.
    func school(_ context: SignedInContext, seeing permission: SchoolPermission? = nil) throws -> SchoolID {
        guard let school = context.parameters.get("school")?.removingPercentEncoding.map({ SchoolID($0) }),
            context.visibility.mayOpenPage(of: school),
            permission.map(context.visibility.sees(at: school).contains) ?? true
        else { throw RequestError.notFound }
        return school
    }

    private func page(
        of school: SchoolID, done: HistoryEntry.Action? = nil, problem: SchoolPage.Problem? = nil, _ context: SignedInContext
    ) async throws -> SchoolPage {
        let (visibility, rules) = (context.visibility, context.setup.rules)
        let state = try await state(of: school, context)
        guard visibility.sees(at: school).contains(.school) else { return SchoolPage(state, lists: nil, for: context.reader) }
        func rows(trainings: Bool = false, after place: ListCursor? = nil) async throws -> ListPart<FollowUp> {
            let found = try await store.followUps(
                at: school, in: visibility, trainings: trainings, after: place, overdueAt: nil, limit: SchoolPage.most + 1)
            return ListPart(found, showing: SchoolPage.most) { ListCursor(after: $0, context.clock).text }
        }
        let overdue = ListPart(
            try await actions.overdue(at: school, in: visibility, at: context.now, limit: SchoolPage.most + 1), showing: SchoolPage.most
        ) { ListCursor(after: $0, context.clock).text }
        let (coming, trainings) = (try await rows(after: ListCursor(behindOverdueAt: context.now)), try await rows(trainings: true))
        let readable = try await actions.readable(overdue.rows + coming.rows + trainings.rows, in: visibility, rules: rules, at: context.now)
        let lists = SchoolPage.Lists(overdue: overdue, coming: coming, trainings: trainings, readable: readable)
        return SchoolPage(
            state, lists: lists, runs: visibility.may(.school, at: school), absences: visibility.may(.absences, at: school), problem: problem,
            confirmation: try await confirmation(done, at: school, context), for: context.reader)
    }

    /// What the page of a school shows as a list, for an address that ends in `.csv`: its follow-ups, or for whoever sees only numbers, those.
    private func table(_ context: SignedInContext) async throws -> Response? {
        guard let name = context.parameters.get("school")?.removingPercentEncoding, name.hasSuffix(".csv") else { return nil }
        let school = SchoolID(String(name.dropLast(4)))
        guard context.visibility.mayOpenPage(of: school) else { throw RequestError.notFound }
        if context.visibility.sees(at: school).contains(.school) { return download("follow-ups", of: school, trainings: false, context) }
        return Download(name: "school", context: context).response(.figures([try await state(of: school, context).figures]))
    }

    private func download(_ name: String, of school: SchoolID, trainings: Bool, _ context: SignedInContext) -> Response {
        let (visibility, clock, store) = (context.visibility, context.clock, store)
        return Download(name: name, context: context).response(
            reading: { last in
                try await store.followUps(
                    at: school, in: visibility, trainings: trainings, after: last.map { ListCursor(after: $0, clock) }, overdueAt: nil,
                    limit: Download.part)
            }, as: { (rows: [FollowUp]) in .school(rows.map(RedactedFollowUp.init)) })
    }
}

// MARK: What can be done there

extension SchoolRoutes {
    @Sendable private func act(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let school = try school(context)
        let fields = try await FormFields.read(request)
        guard context.visibility.may(.school, at: school) else { throw RequestError.notAllowed }
        switch fields["do"] {
        case "remind": return try await remind(fields, at: school, context)
        case "withdraw": return try await withdraw(at: school, context)
        case "start-year": return try await start(isSure: fields["sure"] == "yes", at: school, context)
        default: throw RequestError.badRequest("no such action")
        }
    }

    private func remind(_ fields: FormFields, at school: SchoolID, _ context: SignedInContext) async throws -> Response {
        let rules = context.setup.rules
        guard let id = fields["follow_up"].flatMap({ Int64($0) }),
            let followUp = try await actions.followUp(id, at: school, in: context.visibility), context.visibility.mayRemind(followUp)
        else { throw RequestError.notFound }
        do {
            let request = try RemindRequest(followUp, rules: rules, now: context.now)
            try await actions.remind(request, by: context.visibility.viewer.id, rules: rules, at: context.now)
        } catch let error as InvalidRequest<RemindRequest.Problem> {
            return try await refuse(error.problems.first.map { .remind(id, $0) } ?? .ended(id), at: school, context)
        } catch SchoolRefusal.askedAlready {
            return try await refuse(.remind(id, .askedToday(at: context.now)), at: school, context)
        } catch SchoolRefusal.endedAlready {
            return try await refuse(.ended(id), at: school, context)
        }
        return Response.redirect(to: PagePath.done(.reminded, at: PagePath.school(school)))
    }

    private func refuse(_ problem: SchoolPage.Problem, at school: SchoolID, _ context: SignedInContext) async throws -> Response {
        try context.show(try await page(of: school, problem: problem, context), status: .conflict)
    }

    /// Shows first what would be opened, for it cannot be undone at once.
    private func start(isSure: Bool, at school: SchoolID, _ context: SignedInContext) async throws -> Response {
        let year = SchoolYear.startable(on: context.reader.today).usual
        let opened = try await actions.start(
            year, at: school, isTrial: !isSure, by: context.visibility.viewer.id, rules: context.setup.rules, at: context.now)
        if isSure { return Response.redirect(to: PagePath.done(.opened, at: PagePath.school(school))) }
        return try context.show(SchoolYearPage(year, at: school, opening: opened, for: context.reader))
    }

    /// Takes back what they have just opened, all of it at one time.
    private func withdraw(at school: SchoolID, _ context: SignedInContext) async throws -> Response {
        let (viewer, rules) = (context.visibility.viewer.id, context.setup.rules)
        var ids: [Int64] = []
        // What followed from something else that they did is no part of it.
        for entry in try await justDone(.opened, context) where entry.changes?.contains(where: { $0.field == "origin" }) != true {
            guard let id = entry.followUp, let followUp = try await actions.followUp(id, at: school, in: context.visibility),
                followUp.caseCode == nil
            else { continue }
            ids.append(id)
        }
        guard !ids.isEmpty else { throw RequestError.notFound }
        let reason = LocalizedText(nl: "Ongedaan gemaakt", en: "Undone")[context.reader.language]
        _ = try await actions.withdraw(ids, reason: reason, by: viewer, rules: rules, at: context.now)
        return Response.redirect(to: PagePath.done(.cancelled, at: PagePath.school(school)))
    }

    private func justDone(_ done: HistoryEntry.Action, _ context: SignedInContext) async throws -> [HistoryEntry] {
        try await actions.latest(done, by: context.visibility.viewer.id, since: context.now.addingTimeInterval(-AbsenceRoutes.longestDone))
    }

    private func confirmation(_ done: HistoryEntry.Action?, at school: SchoolID, _ context: SignedInContext) async throws -> Confirmation? {
        guard let done, [.reminded, .opened, .cancelled].contains(done), context.visibility.may(.school, at: school) else { return nil }
        let entries = try await justDone(done, context)
        guard let id = entries.first?.followUp, let followUp = try await actions.followUp(id, at: school, in: context.visibility) else { return nil }
        return switch done {
        case .reminded: Confirmation(reminding: followUp, for: context.reader)
        case .cancelled: Confirmation(withdrawing: entries.count, for: context.reader)
        default: Confirmation(opening: entries.count, like: followUp, for: context.reader)
        }
    }
}
