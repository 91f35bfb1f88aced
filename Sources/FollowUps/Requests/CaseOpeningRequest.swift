import Foundation

/// A request to open a case with its first follow-up.
public struct CaseOpeningRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Neither the request nor the catalogue says what a case begins with; nothing else can be checked then.
        case startMissing
        case opening(OpeningRequest.Problem)
        case unknown(UnknownName)
    }

    public let code: CaseCode
    public let school: SchoolID
    public let openings: [NewFollowUp]
    /// Who holds a role in this case only.
    public let holders: [RoleID: PersonID]
    /// Who may hear nothing of it.
    public let excluded: Set<PersonID>
}

extension CaseOpeningRequest {
    /// Throws every problem at once.
    ///
    /// - Parameters:
    ///   - school: nil for the only one there is.
    ///   - start: the kind of the first follow-up; nil for what the catalogue names.
    ///   - reason: why, where something else should have been done before.
    ///   - now: from when terms count.
    public init(
        _ code: CaseCode, school: SchoolID? = nil, start: KindID? = nil, holders: [RoleID: PersonID] = [:], excluded: Set<PersonID> = [],
        reason: String? = nil, rules: Ruleset, now: Date
    ) throws(InvalidRequest<Problem>) {
        let place = school ?? rules.directory.schools.first?.id
        guard let start = start ?? place.map(rules.catalogues.catalogue(at:))?.caseKinds.start else {
            throw InvalidRequest(problems: [.startMissing])
        }
        var fields = OpeningRequest.Fields(kind: start)
        fields.caseCode = code
        fields.school = school
        fields.reason = reason
        fields.excluded = excluded
        var problems: [Problem] = []
        var request: OpeningRequest?
        do throws(InvalidRequest<OpeningRequest.Problem>) {
            request = try OpeningRequest(fields, rules: rules, now: now)
        } catch {
            problems += error.problems.map(Problem.opening)
        }
        problems += holders.keys.filter { rules.catalogues.role($0) == nil }.sorted().map { .unknown(.role($0)) }
        problems += rules.unknown(Set(holders.values)).map(Problem.unknown)
        guard problems.isEmpty, let opening = request?.opening else { throw InvalidRequest(problems: problems) }
        self.init(code: code, school: opening.school, openings: [opening], holders: holders, excluded: excluded)
    }
}

/// A request to open a closed case again, with what the catalogue lets keep it going.
public struct CaseReopeningRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case opening(OpeningRequest.Problem)
        case reason(TextProblem)
    }

    public let code: CaseCode
    /// The question whether it can close, and the check that comes round.
    public let openings: [NewFollowUp]
    public let reason: String?
}

extension CaseReopeningRequest {
    /// Throws every problem at once.
    public init(_ dossier: Case, reason: String?, rules: Ruleset, now: Date) throws(InvalidRequest<Problem>) {
        var problems: [Problem] = []
        var openings: [NewFollowUp] = []
        let caseKinds = rules.catalogue(of: dossier).caseKinds
        for kind in [caseKinds.closing, caseKinds.check].compactMap({ $0 }) {
            var fields = OpeningRequest.Fields(kind: kind)
            fields.caseCode = dossier.code
            fields.school = dossier.school
            do throws(InvalidRequest<OpeningRequest.Problem>) {
                openings.append(try OpeningRequest(fields, placeOfCase: dossier.place, rules: rules, now: now).opening)
            } catch {
                problems += error.problems.map(Problem.opening).filter { !problems.contains($0) }
            }
        }
        problems += PersonalDataFilter.problem(in: reason).map { [.reason($0)] } ?? []
        try InvalidRequest.check(problems)
        self.init(code: dossier.code, openings: openings, reason: reason)
    }
}
