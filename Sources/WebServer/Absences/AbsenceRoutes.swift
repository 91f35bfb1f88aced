import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

struct AbsenceRoutes {
    let store: any AbsenceStore

    /// How long a page goes on saying what was done, in seconds.
    static let longestDone: TimeInterval = 900

    func add(to routes: SignedInRoutes) {
        routes.get("absences", of: .absences) { request, context in
            var done: HistoryEntry?
            if let action = request.done, [.away, .back].contains(action) {
                done = try await store.latest(action, by: context.visibility.viewer.id, since: context.now.addingTimeInterval(-Self.longestDone))
            }
            return try await show(done: done, context)
        }
        routes.post("absences", of: .absences) { request, context in
            let fields = try await FormFields.read(request)
            switch fields["do"] {
            case "away": return try await away(fields, context)
            case "back": return try await back(fields, context)
            default: throw RequestError.badRequest("no such action")
            }
        }
    }

    private func away(_ fields: FormFields, _ context: SignedInContext) async throws -> Response {
        let form = AbsenceForm(
            person: fields["person"] ?? "", from: fields["from"] ?? "", until: fields["until"] ?? "", deputy: fields["deputy"] ?? "")
        // The same answer for a colleague whose absence is not theirs to note and for somebody who does not exist.
        guard form.person.isEmpty || context.visibility.mayRecordAbsence(of: PersonID(form.person)) else { throw RequestError.notAllowed }
        switch form.validated(deputies: context.visibility.possibleDeputies.map(\.id), rules: context.setup.rules, today: context.reader.today) {
        case .wrong(let form): return try await show(form: form, context)
        case .request(let request):
            do {
                try await store.setAway(request, by: context.visibility.viewer.id, at: context.now)
            } catch AbsenceRefusal.awayAlready(let known) {
                return try await show(form: form.with([.awayAlready(known)]), context)
            }
            return Response.redirect(to: PagePath.done(.away, at: PagePath.absences))
        }
    }

    /// With `from` and `until` only the absence of these days, so that undoing one leaves the others.
    private func back(_ fields: FormFields, _ context: SignedInContext) async throws -> Response {
        let person = PersonID(fields["person"] ?? "")
        guard context.visibility.mayRecordAbsence(of: person) else { throw RequestError.notAllowed }
        var days: ClosedRange<Day>?
        if let from = fields["from"], let until = fields["until"] {
            guard let first = Day(from), let last = Day(until), first <= last else { throw RequestError.badRequest("no days") }
            days = first...last
        }
        do {
            try await store.setBack(person, from: days, on: context.reader.today, by: context.visibility.viewer.id, at: context.now)
        } catch AbsenceRefusal.notAway {
            // Somebody else, or an earlier press of the same button, has ended it: the list says how it is.
            return Response.redirect(to: PagePath.absences)
        }
        return Response.redirect(to: PagePath.done(.back, at: PagePath.absences))
    }

    private func show(form: AbsenceForm? = nil, done: HistoryEntry? = nil, _ context: SignedInContext) async throws -> Response {
        let absences = try await store.absences(notOverOn: context.reader.today)
        let page = AbsencesPage(absences, form: form, done: done, in: context.visibility, for: context.reader)
        return try context.show(page, status: form == nil ? .ok : .unprocessableContent)
    }
}
