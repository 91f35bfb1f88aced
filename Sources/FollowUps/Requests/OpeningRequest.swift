import Foundation

/// A request to open a follow-up, and to keep its case from some people.
///
/// What only the database can tell, such as that its case is closed, the store decides in its transaction.
public struct OpeningRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Of a kind that the catalogue does not have nothing else can be checked.
        case unknown(UnknownName)
        /// The catalogue by which it would be opened, that of its case or school, does not have it, and another has.
        case ofAnotherCatalogue(KindID, CatalogueID)
        /// The program opens it by itself.
        case opensItself(KindID)
        case caseMissing(KindID)
        case personMissing(KindID)
        case caseNotAsked(KindID, Kind.Scope)
        case personNotAsked(KindID, Kind.Scope)
        case caseCodeMismatch(CaseCode, CaseCodePattern)
        case caseCodeIsBSN(CaseCode)
        /// None is given, and none follows from what it is about.
        case schoolMissing
        /// It is about the board.
        case schoolNotAsked(KindID, Kind.Scope)
        case ownerMissing(KindID)
        case titleMissing(KindID)
        case titleNotAsked(KindID)
        case title(TextProblem)
        /// None is given, and its kind has no term.
        case dueMissing(KindID)
        case due(DueProblem, KindID)
        case note(TextProblem)
        case reason(TextProblem)
    }

    /// What somebody says about a follow-up to be opened.
    public struct Fields: Hashable, Sendable {
        public let kind: KindID
        public var caseCode: CaseCode?
        /// Whom it is about.
        public var person: PersonID?
        /// Nil for the one of its case or person, or the only one.
        public var school: SchoolID?
        /// Nil for the term of its kind.
        public var due: DateExpression?
        /// Nil for whom its kind names.
        public var owner: Owner?
        public var title: String?
        public var note: String?
        public var reason: String?
        /// Who may hear nothing of its case.
        public var excluded: Set<PersonID> = []

        public init(kind: KindID) { self.kind = kind }
    }

    public let opening: NewFollowUp
    public let excluded: Set<PersonID>
}

extension OpeningRequest {
    /// Throws every problem at once.
    ///
    /// - Parameters:
    ///   - placeOfCase: of its case, when that exists already.
    ///   - now: from when terms count.
    public init(_ fields: Fields, placeOfCase: CasePlace? = nil, rules: Ruleset, now: Date) throws(InvalidRequest<Problem>) {
        let catalogue = fields.catalogue(placeOfCase, rules)
        guard let kind = catalogue.kind(fields.kind) else {
            let isOfAnother = !rules.catalogues.kinds(fields.kind).isEmpty
            throw InvalidRequest(problems: [isOfAnother ? .ofAnotherCatalogue(fields.kind, catalogue.head.id) : .unknown(.kind(fields.kind))])
        }
        if kind.id == catalogue.alarm?.id { throw InvalidRequest(problems: [.opensItself(kind.id)]) }
        let school = fields.school(of: kind, schoolOfCase: placeOfCase?.school, in: rules.directory)
        let owner = fields.owner ?? kind.owner(employee: fields.person)
        let due = school.flatMap { fields.due(of: kind, from: now, in: rules.directory.calendar(of: $0)) }

        let subject = fields.subjectProblems(kind, rules)
        var problems = subject
        if let known = fields.school, kind.scope != .board, school == nil { problems.append(.unknown(.school(known))) }
        // Whom or what it is about tells the school and the owner.
        if subject.isEmpty, fields.school == nil, school == nil { problems.append(.schoolMissing) }
        if subject.isEmpty, owner == nil { problems.append(.ownerMissing(kind.id)) }
        if let unknown = fields.owner.flatMap(rules.unknown) { problems.append(.unknown(unknown)) }
        problems += fields.titleProblem(kind).map { [$0] } ?? []
        if fields.due == nil, kind.ownTerm == nil { problems.append(.dueMissing(kind.id)) }
        if case .failure(let problem)? = due { problems.append(.due(problem, kind.id)) }
        problems += PersonalDataFilter.problem(in: fields.note).map { [.note($0)] } ?? []
        problems += PersonalDataFilter.problem(in: fields.reason).map { [.reason($0)] } ?? []
        problems += rules.unknown(fields.excluded).map(Problem.unknown)

        guard problems.isEmpty, let school, let owner, case .success(let due)? = due else { throw InvalidRequest(problems: problems) }
        self.init(
            opening: NewFollowUp(
                kind, title: fields.title, at: school, in: fields.caseCode, about: fields.person, owner: owner, due: due, note: fields.note,
                reason: fields.reason),
            excluded: fields.excluded)
    }
}

extension OpeningRequest.Fields {
    /// That of its case, or else of the school that the fields tell; with neither, the first that has its kind.
    fileprivate func catalogue(_ placeOfCase: CasePlace?, _ rules: Ruleset) -> Catalogue {
        let (catalogues, directory) = (rules.catalogues, rules.directory)
        if let placeOfCase { return catalogues.catalogue(ofCaseAt: placeOfCase) }
        if school == nil, let board = directory.board.map({ catalogues.catalogue(at: $0.id) }), board.kind(kind)?.scope == .board { return board }
        let known = person.flatMap { directory.person($0) }.flatMap { directory.school(of: $0) }
        if let place = school ?? known?.id ?? (directory.schools.count == 1 ? directory.schools[0].id : nil) {
            return catalogues.catalogue(at: place)
        }
        return catalogues.current.first { $0.kind(kind) != nil } ?? catalogues.first
    }

    /// What is wrong with its case and its person.
    fileprivate func subjectProblems(_ kind: Kind, _ rules: Ruleset) -> [OpeningRequest.Problem] {
        var problems: [OpeningRequest.Problem] = []
        if caseCode == nil, kind.scope == .case { problems.append(.caseMissing(kind.id)) }
        if caseCode != nil, [.employee, .school, .board].contains(kind.scope) { problems.append(.caseNotAsked(kind.id, kind.scope)) }
        if person == nil, kind.scope == .employee { problems.append(.personMissing(kind.id)) }
        if person != nil, [.case, .school, .board].contains(kind.scope) { problems.append(.personNotAsked(kind.id, kind.scope)) }
        if school != nil, kind.scope == .board { problems.append(.schoolNotAsked(kind.id, kind.scope)) }
        if let caseCode {
            if !rules.caseCodes.matches(caseCode) {
                problems.append(.caseCodeMismatch(caseCode, rules.caseCodes))
            } else if PersonalDataFilter.isBSN(caseCode) {
                problems.append(.caseCodeIsBSN(caseCode))
            }
        }
        if let person { problems += rules.unknown([person]).map(OpeningRequest.Problem.unknown) }
        return problems
    }

    /// Nil when it is unknown, and when nothing tells it.
    fileprivate func school(of kind: Kind, schoolOfCase: SchoolID?, in directory: Directory) -> SchoolID? {
        if kind.scope == .board { return directory.board?.id }
        if let school { return directory.school(school)?.id }
        if caseCode != nil, let schoolOfCase { return schoolOfCase }
        if let known = person.flatMap({ directory.person($0) }).flatMap({ directory.school(of: $0) }) { return known.id }
        return directory.schools.count == 1 ? directory.schools[0].id : nil
    }

    fileprivate func titleProblem(_ kind: Kind) -> OpeningRequest.Problem? {
        guard let title else { return kind.titleGiven ? .titleMissing(kind.id) : nil }
        return kind.titleGiven ? PersonalDataFilter.problem(in: title).map(OpeningRequest.Problem.title) : .titleNotAsked(kind.id)
    }

    /// Nil when nothing says it.
    fileprivate func due(of kind: Kind, from now: Date, in calendar: SchoolCalendar) -> Result<Due, DueProblem>? {
        guard let due else { return kind.ownTerm.map { .success(Due.after($0, from: now, urgency: kind.urgency, in: calendar)) } }
        do throws(DueProblem) {
            // A day that has passed is taken: what should have been done long ago is worth remembering.
            return .success(try due.checkedDue(urgency: kind.urgency, of: kind, from: now, in: calendar))
        } catch {
            return .failure(error)
        }
    }
}

extension Kind {
    /// From its opening to when it is due, if nobody says otherwise.
    fileprivate var ownTerm: Term? { term ?? self.repeat }
}
