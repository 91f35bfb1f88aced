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
            let refusals = error.problems.map(words)
            throw refusals.count == 1 ? refusals[0] : CommandError.several(refusals)
        }
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

    init(_ problem: ClosingRequest.Problem) {
        self =
            switch problem {
            case .outcome(let error): .closing(error)
            case .reason(.missing, let outcome, let kind): .needsReason(outcome, of: kind)
            case .reason(let problem, _, _): CommandError(problem, option: "--reason")
            case .dateInFuture(let day): .dateInFuture(day)
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
}
