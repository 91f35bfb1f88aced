import FollowUps
import Foundation

/// What somebody asks to open, as the text of a command line or of an imported row gives it.
struct OpeningArguments {
    var kind: String
    var caseCode: String?
    var person: String?
    var school: String?
    var due: DateExpression?
    var owner: String?
    var note: String?
    var title: String?
    var reason: String?
    var exclude: [String] = []

    /// Throws a `CommandError` with everything that is wrong.
    ///
    /// - Parameter placeOfCase: that of a case that exists already.
    func request(in instance: Instance, placeOfCase: (CaseCode) async throws -> CasePlace?) async throws -> OpeningRequest {
        let names = instance.names
        var refusals: [CommandError] = []
        func find<Found>(_ text: String?, _ search: (String) throws(CommandError) -> Found) -> Found? {
            guard let text else { return nil }
            do throws(CommandError) {
                return try search(text)
            } catch {
                refusals.append(error)
                return nil
            }
        }
        let kind = find(kind) { text throws(CommandError) in try names.kind(text) }?.id
        let person = find(person, names.person)?.id
        let school = find(school, names.school)?.id
        let owner = find(owner, names.owner)
        let excluded = exclude.compactMap { find($0, names.person)?.id }
        guard refusals.isEmpty, let kind else { throw CommandError(all: refusals) }

        var fields = OpeningRequest.Fields(kind: kind)
        fields.caseCode = caseCode.map { CaseCode($0) }
        fields.person = person
        fields.school = school
        fields.due = due
        fields.owner = owner
        fields.title = title
        fields.note = note
        fields.reason = reason
        fields.excluded = Set(excluded)
        let known = if let code = fields.caseCode { try await placeOfCase(code) } else { CasePlace?.none }
        return try CommandError.translating({ (problem: OpeningRequest.Problem) in CommandError(problem, names) }) {
            try OpeningRequest(fields, placeOfCase: known, rules: instance.rules, now: instance.now)
        }
    }
}
