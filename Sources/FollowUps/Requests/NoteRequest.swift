/// A request to add a note to a follow-up. Notes never leave the database, and can be struck out.
public struct NoteRequest: Hashable, Sendable {
    public typealias Problem = NoteProblem

    public let followUp: Int64
    public let text: String

    public init(_ followUp: Int64, text: String?) throws(InvalidRequest<Problem>) {
        if let problem = PersonalDataFilter.problem(in: text, isRequired: true) { throw InvalidRequest(problems: [.text(problem)]) }
        guard let text else { throw InvalidRequest(problems: [.text(.missing)]) }
        self.followUp = followUp
        self.text = text
    }
}

public enum NoteProblem: Hashable, Sendable {
    case text(TextProblem)
}
