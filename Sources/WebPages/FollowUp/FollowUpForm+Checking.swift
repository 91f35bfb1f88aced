import FollowUps
import Foundation

extension FollowUpForm {
    /// A change that may be made, as far as the files tell; the database may still refuse it.
    public enum FormAction: Hashable, Sendable {
        case close(ClosingRequest)
        case snooze(SnoozeRequest)
        case resume(Int64)
        case reschedule(RescheduleRequest)
        case assign(AssignmentRequest)
        case cancel(CancellationRequest)
        case reopen(ReopeningRequest)
        case note(NoteRequest)
        case strike(StrikeRequest)
    }

    public enum FormValidation: Hashable, Sendable {
        case formAction(FormAction)
        case wrong(FollowUpForm)
    }

    /// The change that the form asks for, or the form with every problem. What `names` finds is asked about once: the same words sent again pass.
    public func validated(for followUp: FollowUp, rules: Ruleset, names: PossibleNames, at now: Date) -> FormValidation {
        guard let button else { return .wrong(with([.noButton])) }
        let check = FollowUpFormCheck(form: self, followUp: followUp, rules: rules, names: names, now: now)
        do throws(FormProblems) {
            let action = try check.action(of: button)
            let found = check.nameProblems(button)
            return found.isEmpty ? .formAction(action) : .wrong(with(found))
        } catch {
            return .wrong(with(error.problems + check.nameProblems(button)))
        }
    }
}

private struct FormProblems: Error {
    let problems: [FollowUpForm.Problem]
}

/// One form, checked against the follow-up that it is about.
private struct FollowUpFormCheck {
    typealias Problem = FollowUpForm.Problem

    let form: FollowUpForm
    let followUp: FollowUp
    let rules: Ruleset
    let names: PossibleNames
    let now: Date

    private var reason: String { form.trimmed(.reason) }
    private var outcome: Outcome? { form.outcome.flatMap { rules.catalogues.kind(of: followUp)?.outcome($0) } }
    /// All that are chosen, the first before what came together with it.
    private var outcomes: [Outcome] {
        guard let outcome, let kind = rules.catalogues.kind(of: followUp) else { return [] }
        return [outcome] + form.beside(kind.outcomes(beside: outcome.id)).compactMap(kind.outcome)
    }

    func action(of button: FollowUpAction) throws(FormProblems) -> FollowUpForm.FormAction {
        switch button {
        case .close: .close(try closing())
        case .snooze: .snooze(try snoozing())
        case .resume: .resume(followUp.id)
        case .reschedule: .reschedule(try rescheduling())
        case .assign: .assign(try assigning())
        case .cancel:
            .cancel(
                try Self.translating(Problem.init) { () throws(InvalidRequest<ReasonProblem>) in try CancellationRequest(followUp.id, reason: reason)
                })
        case .reopen:
            .reopen(
                try Self.translating(Problem.init) { () throws(InvalidRequest<ReasonProblem>) in try ReopeningRequest(followUp.id, reason: reason) })
        case .note:
            .note(
                try Self.translating({ (problem: NoteProblem) in Problem(problem) }) { () throws(InvalidRequest<NoteProblem>) in
                    try NoteRequest(followUp.id, text: form.trimmed(.text))
                })
        case .strike: .strike(try striking())
        }
    }

    /// In the text that is kept: a field that the chosen outcome does not have is not looked at.
    func nameProblems(_ button: FollowUpAction) -> [Problem] {
        let text: String =
            switch button {
            case .close: outcomes.contains(where: \.needsReason) ? reason : ""
            case .note: form.trimmed(.text)
            default: reason
            }
        return names.first(in: text, unlessAsked: form.namesSeen).map { [.names($0)] } ?? []
    }

    private func closing() throws(FormProblems) -> ClosingRequest {
        guard let outcome else { throw FormProblems(problems: [.noOutcome]) }
        let chosen = outcomes
        let typed = chosen.contains(where: \.asksDate) ? form.trimmed(.on) : ""
        let day = Day(typed: typed)
        let typedDue = chosen.contains(where: \.asksDue) ? form.trimmed(.due) : ""
        let due = Day(typed: typedDue)
        let unread: [Problem] = (!typed.isEmpty && day == nil ? [.badDay(.on)] : []) + (!typedDue.isEmpty && due == nil ? [.badDay(.due)] : [])
        let request: ClosingRequest
        do throws(InvalidRequest<ClosingRequest.Problem>) {
            request = try ClosingRequest(
                followUp, outcome: outcome.id, beside: chosen.dropFirst().map(\.id), on: day, due: due.map(DateExpression.day),
                reason: chosen.contains(where: \.needsReason) ? reason : nil, rules: rules, now: now)
        } catch {
            let missing = unread.contains(.badDay(.due))
            throw FormProblems(problems: error.problems.map(Problem.init).filter { !missing || $0 != .agreedMissing } + unread)
        }
        guard unread.isEmpty else { throw FormProblems(problems: unread) }
        return request
    }

    private func snoozing() throws(FormProblems) -> SnoozeRequest {
        let typed = form.trimmed(.until)
        let moment = Day(typed: typed).map { rules.directory.calendar(of: followUp.school).clock.start(of: $0) }
        return try Self.translating({ (problem: SnoozeRequest.Problem) in Problem(problem, isTyped: !typed.isEmpty) }) {
            () throws(InvalidRequest<SnoozeRequest.Problem>) in
            try SnoozeRequest(followUp, until: moment, reason: reason, rules: rules, now: now)
        }
    }

    private func rescheduling() throws(FormProblems) -> RescheduleRequest {
        let typed = form.trimmed(.due)
        // A browser sends `2026-12-12T09:30` for what is due at an instant.
        guard let due = Day(typed: typed).map(DateExpression.day) ?? DateExpression(typed) else {
            throw FormProblems(problems: [typed.isEmpty ? .dueMissing : .badDay(.due)] + Problem.missingReason(reason))
        }
        return try Self.translating({ (problem: RescheduleRequest.Problem) in Problem(problem) }) {
            () throws(InvalidRequest<RescheduleRequest.Problem>) in
            try RescheduleRequest(followUp, due: due, reason: reason, rules: rules, now: now)
        }
    }

    private func assigning() throws(FormProblems) -> AssignmentRequest {
        guard let owner = rules.owner(named: form.trimmed(.to)) else { throw FormProblems(problems: [.noOwner]) }
        return try Self.translating({ (_: UnknownName) in Problem.noOwner }) { () throws(InvalidRequest<UnknownName>) in
            try AssignmentRequest(followUp.id, to: owner, rules: rules)
        }
    }

    private func striking() throws(FormProblems) -> StrikeRequest {
        let entry = form.trimmed(.entry)
        let strike =
            switch entry {
            case "note": Strike(.followUp(followUp.id), hasNote: true)
            case "title": Strike(.followUp(followUp.id), hasTitle: true)
            default: Strike(.followUp(followUp.id), entries: Int64(entry).map { [$0] } ?? [])
            }
        guard let strike else { throw FormProblems(problems: [.noEntry] + Problem.missingReason(reason)) }
        return try Self.translating(Problem.init) { () throws(InvalidRequest<ReasonProblem>) in try StrikeRequest(strike, reason: reason) }
    }

    private static func translating<Value, Found: Hashable & Sendable>(
        _ translate: (Found) -> Problem, _ make: () throws(InvalidRequest<Found>) -> Value
    ) throws(FormProblems) -> Value {
        do throws(InvalidRequest<Found>) {
            return try make()
        } catch {
            throw FormProblems(problems: error.problems.map(translate))
        }
    }
}

extension FollowUpForm.Problem {
    fileprivate init(_ problem: ReasonProblem) {
        switch problem {
        case .reason(let text): self = .text(text)
        }
    }

    fileprivate init(_ problem: NoteProblem) {
        switch problem {
        case .text(let text): self = .text(text)
        }
    }

    fileprivate init(_ problem: ClosingRequest.Problem) {
        self =
            switch problem {
            case .outcome(.notTogether): .notTogether
            case .outcome: .noOutcome
            case .reason(let text, _, _): .text(text)
            case .dateInFuture: .dateInFuture
            // The form sends no day where none is asked for.
            case .agreedMissing, .agreedNotAsked: .agreedMissing
            case .agreedNotToCome: .agreedNotToCome
            case .agreed(let due): .due(due)
            }
    }

    fileprivate init(_ problem: SnoozeRequest.Problem, isTyped: Bool) {
        self =
            switch problem {
            case .untilMissing: isTyped ? .badDay(.until) : .untilMissing
            // The page of an acute follow-up has no such form.
            case .until(.acute): .noButton
            case .until(.passed): .untilPassed
            case .until(.tooLong(let latest)): .untilTooLate(latest: latest)
            case .reason(let text): .text(text)
            }
    }

    fileprivate init(_ problem: RescheduleRequest.Problem) {
        self =
            switch problem {
            case .due(let due): .due(due)
            case .reason(let text): .text(text)
            }
    }

    fileprivate static func missingReason(_ reason: String) -> [Self] { reason.isEmpty ? [.text(.missing)] : [] }
}
