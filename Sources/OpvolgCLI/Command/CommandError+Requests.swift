import FollowUps
import Foundation

extension CommandError {
    /// Makes a request; throws a `CommandError` that covers everything that is wrong with it.
    static func translating<Request, Problem: Hashable & Sendable>(
        _ words: (Problem) -> CommandError, _ make: () throws -> Request
    ) throws -> Request {
        do {
            return try make()
        } catch let error as InvalidRequest<Problem> {
            throw CommandError(all: error.problems.map(words))
        }
    }

    /// - Parameter refusals: not empty.
    init(all refusals: [CommandError]) {
        self = refusals.count == 1 ? refusals[0] : .several(refusals)
    }

    /// Each reason by itself.
    var all: [CommandError] {
        if case .several(let refusals) = self { refusals.flatMap(\.all) } else { [self] }
    }
}

extension CommandError {
    init(_ problem: TextProblem, option: String) {
        self =
            switch problem {
            case .missing, .blank: .empty(option)
            case .objection(let objection): .objection(option, objection)
            }
    }

    init(_ problem: ReasonProblem) {
        switch problem {
        case .reason(let problem): self.init(problem, option: "--reason")
        }
    }

    init(_ problem: ClosingRequest.Problem, _ clock: WallClock) {
        self =
            switch problem {
            case .outcome(let error): .closing(error)
            case .reason(.missing, let outcome, let kind): .needsReason(outcome, of: kind)
            case .reason(let problem, _, _): CommandError(problem, option: "--reason")
            case .dateInFuture(let day): .dateInFuture(day)
            case .agreedMissing(let outcome, let kind): .needsAgreedDay(outcome, of: kind)
            case .agreedNotAsked(let outcome, let kind): .agreedDayNotAsked(outcome, of: kind)
            case .agreedNotToCome(let day): .agreedDayNotToCome(day)
            case .agreed(let problem): CommandError(problem, nil, clock)
            }
    }

    init(_ problem: LeavingRequest.Problem) {
        switch problem {
        case .dateInFuture(let day): self = .dateInFuture(day)
        }
    }

    init(_ problem: SnoozeRequest.Problem, of followUp: Int64, until: Date, _ clock: WallClock) {
        self =
            switch problem {
            case .untilMissing: .empty("--until")
            case .until(.acute): .snoozeAcute(followUp)
            case .until(.passed): .snoozePassed(clock.toTheMinute(until))
            case .until(.tooLong(let latest)): .snoozeTooLong(until: clock.day(of: until), latest: latest)
            case .reason(let problem): CommandError(problem, option: "--reason")
            }
    }

    /// - Parameter names: those that there are.
    init(_ problem: OpeningRequest.Problem, _ names: NameResolver) {
        self =
            switch problem {
            case .unknown(let name): names.refusal(name)
            case .opensItself(let kind): .opensItself(kind)
            case .ofAnotherCatalogue(let kind, let catalogue): .ofAnotherCatalogue(kind, catalogue)
            case .caseMissing(let kind): .needsCase(kind)
            case .personMissing(let kind): .needsPerson(kind)
            case .caseNotAsked(let kind, let scope): .tooMuch(kind, scope, option: "--case")
            case .personNotAsked(let kind, let scope): .tooMuch(kind, scope, option: "--person")
            case .caseCodeMismatch(let code, let pattern): .badCaseCode(code, pattern: pattern.text)
            case .caseCodeIsBSN(let code): .bsnAsCaseCode(code)
            case .schoolNotAsked(let kind, let scope): .tooMuch(kind, scope, option: "--school")
            case .schoolMissing: .needsSchool(names.directory.schools.map(\.id.rawValue))
            case .ownerMissing(let kind): .noOwner(kind)
            case .titleMissing(let kind): .titleMissing(kind)
            case .titleNotAsked(let kind): .titleNotAsked(kind)
            case .title(let problem): CommandError(problem, option: "--title")
            case .dueMissing(let kind): .noTerm(kind)
            case .due(let problem, let kind): CommandError(problem, kind, names.directory.clock)
            case .note(let problem): CommandError(problem, option: "--note")
            case .reason(let problem): CommandError(problem, option: "--reason")
            }
    }

    /// - Parameter kind: of what is to be opened; nil of what is open already.
    init(_ problem: DueProblem, _ kind: KindID?, _ clock: WallClock) {
        self =
            switch problem {
            case .timeForDay(let urgency): .timeForDay(urgency)
            case .dayPassed(let day): .duePassed(day.description, kind)
            case .momentPassed(let instant): .duePassed(clock.toTheMinute(instant), kind)
            case .tooFar(let day, let latest): .dueTooFar(day, latest: latest)
            }
    }

    init(_ problem: RescheduleRequest.Problem, _ clock: WallClock) {
        switch problem {
        case .due(let problem): self.init(problem, nil, clock)
        case .reason(let problem): self.init(problem, option: "--reason")
        }
    }

    init(_ problem: CaseOpeningRequest.Problem, _ names: NameResolver) {
        switch problem {
        case .startMissing: self = .noStart
        case .opening(let problem): self.init(problem, names)
        case .unknown(let name): self = names.refusal(name)
        }
    }

    init(_ problem: CaseReopeningRequest.Problem, _ names: NameResolver) {
        switch problem {
        case .opening(let problem): self.init(problem, names)
        case .reason(let problem): self.init(problem, option: "--reason")
        }
    }

    init(_ problem: AbsenceRequest.Problem, _ names: NameResolver) {
        self =
            switch problem {
            case .unknown(let name): names.refusal(name)
            case .fromMissing: .empty("--from")
            case .untilMissing: .empty("--until")
            case .backwards(let from, let until): .awayBackwards(from: from, until: until)
            case .passed(let until): .awayPassed(until)
            case .ownDeputy(let person): .ownDeputy(person)
            }
    }

    init(_ problem: CaseAccessProblem, _ names: NameResolver) {
        switch problem {
        case .unknown(let name): self = names.refusal(name)
        case .reason(let problem): self.init(problem, option: "--reason")
        }
    }
}
