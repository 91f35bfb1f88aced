import FollowUps
import Foundation

extension CaseForm {
    public enum Validation: Hashable, Sendable {
        case change(CaseChange)
        case wrong(CaseForm)
    }

    /// The change that the form asks for, or the form with every problem. What `names` finds is asked about once: the same words sent again pass.
    public func validated(in dossier: Case, rules: Ruleset, names: PossibleNames, at now: Date) -> Validation {
        guard let action else { return .wrong(with([.noAction])) }
        let seen = [Field.title, .reason].compactMap { field in
            names.first(in: value(field), unlessAsked: namesSeen).map { Problem.names(field, $0) }
        }
        switch action {
        case .add: return adding(to: dossier, rules, seen, at: now)
        case .role:
            return change(seen, missing: [.role], CaseChange.role) { () throws(InvalidRequest<CaseAccessProblem>) in
                try CaseRoleRequest(RoleID(value(.role) ?? ""), in: dossier.code, to: value(.person).map { PersonID($0) }, rules: rules)
            }
        case .left:
            let typed = value(.day)
            let day = typed.flatMap { Day(typed: $0) }
            if typed != nil, day == nil { return .wrong(with([.badLeavingDay])) }
            return change(seen, CaseChange.left) { () throws(InvalidRequest<LeavingRequest.Problem>) in
                try LeavingRequest(dossier.code, on: day, rules: rules, now: now)
            }
        case .exclude:
            return change(seen, missing: [.person], CaseChange.exclude) { () throws(InvalidRequest<CaseAccessProblem>) in
                try ExclusionRequest(PersonID(value(.person) ?? ""), from: dossier.code, rules: rules)
            }
        case .readmit:
            return change(seen, missing: [.person, .reason], CaseChange.readmit) { () throws(InvalidRequest<CaseAccessProblem>) in
                try ReadmissionRequest(PersonID(value(.person) ?? ""), to: dossier.code, reason: value(.reason), rules: rules)
            }
        case .hold:
            return change(seen, missing: [.reason], CaseChange.hold) { () throws(InvalidRequest<ReasonProblem>) in
                try HoldRequest(dossier.code, reason: value(.reason))
            }
        case .release:
            return change(seen, CaseChange.release) { () throws(InvalidRequest<ReasonProblem>) in
                try ReleaseRequest(dossier.code, reason: value(.reason))
            }
        case .close: return .change(.close(dossier.code))
        case .reopen:
            return change(seen, missing: [.reason], CaseChange.reopen) { () throws(InvalidRequest<CaseReopeningRequest.Problem>) in
                try CaseReopeningRequest(dossier, reason: value(.reason), rules: rules, now: now)
            }
        }
    }

    private func adding(to dossier: Case, _ rules: Ruleset, _ seen: [Problem], at now: Date) -> Validation {
        var fields = OpeningRequest.Fields(kind: KindID(value(.kind) ?? ""))
        fields.caseCode = dossier.code
        fields.title = value(.title)
        fields.reason = value(.reason)
        fields.owner = value(.owner).map { rules.catalogues.role(RoleID($0)) == nil ? .person(PersonID($0)) : .role(RoleID($0)) }
        var problems: [Problem] = []
        if let typed = value(.due) {
            fields.due = Day(typed: typed).map(DateExpression.day) ?? DateExpression(typed)
            if fields.due == nil { problems.append(.badDay) }
        }
        return change(problems + seen, missing: [.kind], CaseChange.add) { () throws(InvalidRequest<OpeningRequest.Problem>) in
            try OpeningRequest(fields, placeOfCase: dossier.place, rules: rules, now: now)
        }
    }

    /// - Parameters:
    ///   - found: problems that were found already.
    ///   - missing: the fields without which nothing can be asked for.
    private func change<Request, RequestProblem: CaseFormProblem>(
        _ found: [Problem], missing fields: [Field] = [], _ change: (Request) -> CaseChange,
        _ make: () throws(InvalidRequest<RequestProblem>) -> Request
    ) -> Validation {
        let missing = fields.filter { value($0) == nil }.map(Problem.missing)
        if !missing.isEmpty { return .wrong(with(missing + found)) }
        do {
            let request = try make()
            return found.isEmpty ? .change(change(request)) : .wrong(with(found))
        } catch {
            // One problem of each field: the first says most.
            var seen: Set<Field?> = []
            return .wrong(with((error.problems.map(\.inForm) + found).filter { seen.insert($0.field).inserted }))
        }
    }
}

/// What is wrong with a request, as the page of a case says it.
private protocol CaseFormProblem: Hashable, Sendable {
    var inForm: CaseForm.Problem { get }
}

extension CaseForm.Problem {
    fileprivate init(_ problem: TextProblem, _ field: CaseForm.Field) {
        self =
            switch problem {
            case .missing, .blank: .missing(field)
            case .objection(let objection): .text(field, objection)
            }
    }

    fileprivate init(_ name: UnknownName) {
        self =
            switch name {
            case .kind: .unknown(.kind)
            case .role: .unknown(.role)
            case .owner: .unknown(.owner)
            case .person, .school: .unknown(.person)
            }
    }

    fileprivate init(_ problem: OpeningRequest.Problem) {
        switch problem {
        case .unknown(let name): self.init(name)
        case .titleMissing: self = .missing(.title)
        case .titleNotAsked: self = .titleNotAsked
        case .title(let problem): self.init(problem, .title)
        case .dueMissing: self = .missing(.due)
        case .due(let problem, _): self = .due(problem)
        case .note(let problem), .reason(let problem): self.init(problem, .reason)
        case .caseCodeMismatch, .caseCodeIsBSN: self = .code
        case .ofAnotherCatalogue: self = .unknown(.kind)
        case .opensItself, .caseMissing, .personMissing, .caseNotAsked, .personNotAsked, .schoolMissing, .schoolNotAsked, .ownerMissing:
            self = .unknown(.kind)
        }
    }
}

extension CaseAccessProblem: CaseFormProblem {
    fileprivate var inForm: CaseForm.Problem {
        switch self {
        case .unknown(let name): CaseForm.Problem(name)
        case .reason(let problem): CaseForm.Problem(problem, .reason)
        }
    }
}

extension LeavingRequest.Problem: CaseFormProblem {
    fileprivate var inForm: CaseForm.Problem {
        switch self {
        case .dateInFuture: .dateInFuture
        }
    }
}

extension ReasonProblem: CaseFormProblem {
    fileprivate var inForm: CaseForm.Problem {
        switch self {
        case .reason(let problem): CaseForm.Problem(problem, .reason)
        }
    }
}

extension OpeningRequest.Problem: CaseFormProblem {
    fileprivate var inForm: CaseForm.Problem { CaseForm.Problem(self) }
}

extension CaseReopeningRequest.Problem: CaseFormProblem {
    fileprivate var inForm: CaseForm.Problem {
        switch self {
        case .opening(let problem): CaseForm.Problem(problem)
        case .reason(let problem): CaseForm.Problem(problem, .reason)
        }
    }
}
