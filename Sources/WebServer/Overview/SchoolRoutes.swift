import FollowUps
import Hummingbird
import WebPages

struct SchoolRoutes {
    let store: any VisibilityStore
    let states: SchoolStates

    func add(to routes: SignedInRoutes) {
        routes.get("schools", of: .figures) { _, context in try context.show(FiguresPage(try await figures(context), for: context.reader)) }
        routes.get("schools.csv", of: .figures) { _, context in
            Download(name: "schools", context: context).response(.figures(try await figures(context)))
        }
        routes.get("schools/:school", of: .school) { _, context in try context.show(try await page(of: try school(context), context)) }
        routes.get("schools/:school/follow-ups.csv", of: .school) { _, context in
            download("follow-ups", of: try school(context), trainings: false, context)
        }
        routes.get("schools/:school/trainings.csv", of: .school) { _, context in
            download("trainings", of: try school(context), trainings: true, context)
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
    private func school(_ context: SignedInContext) throws -> SchoolID {
        guard let school = context.parameters.get("school")?.removingPercentEncoding.map({ SchoolID($0) }), context.visibility.mayOpenPage(of: school)
        else { throw RequestError.notFound }
        return school
    }

    private func page(of school: SchoolID, _ context: SignedInContext) async throws -> SchoolPage {
        func rows(trainings: Bool = false, after place: ListCursor? = nil, overdue: Bool = false) async throws -> ListPart<RedactedFollowUp> {
            let found = try await store.followUps(
                at: school, in: context.visibility, trainings: trainings, after: place, overdueAt: overdue ? context.now : nil,
                limit: SchoolPage.most + 1)
            let part = ListPart(found, showing: SchoolPage.most) { ListCursor(after: $0, context.clock).text }
            return ListPart(rows: part.rows.map(RedactedFollowUp.init), next: part.next)
        }
        return SchoolPage(
            try await state(of: school, context), overdue: try await rows(overdue: true),
            coming: try await rows(after: ListCursor(behindOverdueAt: context.now)),
            trainings: try await rows(trainings: true), for: context.reader)
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
