import FollowUps

/// The form that says who is away, as typed, with the problems found in it.
public struct AbsenceForm: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case personMissing
        case fromMissing
        case untilMissing
        case badFrom
        case badUntil
        case backwards
        case passed
        case ownDeputy
        case unknownDeputy
        /// This absence says the same already.
        case awayAlready(Absence)
    }

    public let person: String
    public let from: String
    public let until: String
    /// Empty for the one in the configuration.
    public let deputy: String
    public let problems: [Problem]

    public init(person: String = "", from: String = "", until: String = "", deputy: String = "", problems: [Problem] = []) {
        self.person = person
        self.from = from
        self.until = until
        self.deputy = deputy
        self.problems = problems
    }

    public func with(_ problems: [Problem]) -> AbsenceForm {
        AbsenceForm(person: person, from: from, until: until, deputy: deputy, problems: problems)
    }

    public enum Validated: Hashable, Sendable {
        case request(AbsenceRequest)
        case wrong(AbsenceForm)
    }

    /// The absence that the form asks for, or the form with every problem.
    ///
    /// - Parameter deputies: who may be named.
    public func validated(deputies: [PersonID], rules: Ruleset, today: Day) -> Validated {
        let (first, last) = (Day(typed: from.trimmed), Day(typed: until.trimmed))
        let deputy = deputy.isEmpty ? nil : PersonID(deputy)
        let isOffered = deputy.map { deputies.contains($0) || $0.rawValue == person } ?? true
        var problems: [Problem] = []
        var request: AbsenceRequest?
        do throws(InvalidRequest<AbsenceRequest.Problem>) {
            request = try AbsenceRequest(
                PersonID(person), from: first, until: last, deputy: isOffered ? deputy : nil, rules: rules, today: today)
        } catch {
            problems = error.problems.map { Problem($0, in: self) }
        }
        if !isOffered { problems.append(.unknownDeputy) }
        guard problems.isEmpty, let request else { return .wrong(with(problems)) }
        return .request(request)
    }
}

extension AbsenceForm.Problem {
    fileprivate init(_ problem: AbsenceRequest.Problem, in form: AbsenceForm) {
        self =
            switch problem {
            case .unknown(.person(let person)) where person.rawValue == form.person: .personMissing
            case .unknown: .unknownDeputy
            case .fromMissing: form.from.allSatisfy(\.isWhitespace) ? .fromMissing : .badFrom
            case .untilMissing: form.until.allSatisfy(\.isWhitespace) ? .untilMissing : .badUntil
            case .backwards: .backwards
            case .passed: .passed
            case .ownDeputy: .ownDeputy
            }
    }

    /// The field that it is about.
    enum Field: String {
        case person, from, until, deputy
    }

    var field: Field {
        switch self {
        case .personMissing: .person
        case .fromMissing, .badFrom, .awayAlready: .from
        case .untilMissing, .badUntil, .backwards, .passed: .until
        case .ownDeputy, .unknownDeputy: .deputy
        }
    }
}
