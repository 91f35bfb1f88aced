import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

/// The page that takes in a list of trainings.
extension SchoolRoutes {
    func addTrainings(to routes: SignedInRoutes) {
        routes.get("schools/:school/trainings", of: .trainings) { _, context in
            try context.show(TrainingsPage(at: try schoolToRun(context), for: context.reader))
        }
        routes.post("schools/:school/trainings", of: .trainings, takeIn)
    }

    /// Nothing is opened before somebody has seen what; the list is read anew then, because it comes from a form.
    @Sendable private func takeIn(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let school = try schoolToRun(context)
        let fields = try await FormFields.read(request, upTo: 3 * TrainingList.largest)
        guard fields["do"] == "import" else { throw RequestError.badRequest("no such action") }
        let list = TrainingList(
            fields["list"] ?? "", training: fields["training"].map { KindID($0) }, at: school, rules: context.setup.rules, now: context.now)
        guard list.isRight else { return try context.show(TrainingsPage(list, at: school, for: context.reader), status: .unprocessableContent) }
        let isSure = fields["sure"] == "yes"
        let opened = try await actions.open(
            list.openings, isTrial: !isSure, by: context.visibility.viewer.id, rules: context.setup.rules, at: context.now)
        if isSure { return Response.redirect(to: PagePath.done(.opened, at: PagePath.school(school))) }
        let preview = TrainingsPage.Preview(opened: opened, there: list.openings.count - opened.count)
        return try context.show(TrainingsPage(list, preview: preview, at: school, for: context.reader))
    }

    private func schoolToRun(_ context: SignedInContext) throws -> SchoolID {
        let school = try school(context)
        guard context.visibility.may(.school, at: school) else { throw RequestError.notAllowed }
        return school
    }
}
