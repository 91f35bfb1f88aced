import FollowUps
import Foundation

extension FollowUpForm {
    public enum FormAction: Hashable, Sendable {
        case close(ClosingRequest)
        case snooze(SnoozeRequest)
    }

    public enum FormValidation: Hashable, Sendable {
        case formAction(FormAction)
        case wrong(FollowUpForm)
    }

    /// The change that the form asks for, or the form with every problem. What `names` finds is asked about once: the same words sent again pass.
    public func validated(for followUp: FollowUp, outcomes: [Outcome], rules: Ruleset, names: PossibleNames, at now: Date) -> FormValidation {
        switch button {
        case .close?:
            outcomes.first { $0.id == outcome }.map { closing(followUp, with: $0, rules, names, at: now) } ?? .wrong(with([.noOutcome]))
        case .snooze?: snoozing(followUp, rules, names, at: now)
        case nil: .wrong(with([.noButton]))
        }
    }

    private func closing(_ followUp: FollowUp, with outcome: Outcome, _ rules: Ruleset, _ names: PossibleNames, at now: Date) -> FormValidation {
        let id = outcome.id
        let reason = outcome.needsReason ? Self.trimmed(reasons[id, default: ""]) : nil
        let typed = outcome.allConsequences.contains(where: \.countsFromDate) ? Self.trimmed(dates[id, default: ""]) : ""
        let day = Self.day(typed)
        var problems: [Problem] = []
        if let found = reason.flatMap(names.first), found != namesSeen { problems.append(.reasonNames(id, found)) }
        if !typed.isEmpty, day == nil { problems.append(.badDate(id)) }
        do throws(InvalidRequest<ClosingRequest.Problem>) {
            let request = try ClosingRequest(followUp, outcome: id, on: day, reason: reason, rules: rules, now: now)
            return problems.isEmpty ? .formAction(.close(request)) : .wrong(with(problems))
        } catch {
            return .wrong(with(error.problems.map { Problem($0, id) } + problems))
        }
    }

    private func snoozing(_ followUp: FollowUp, _ rules: Ruleset, _ names: PossibleNames, at now: Date) -> FormValidation {
        let typed = Self.trimmed(until)
        let moment = Self.day(typed).map { rules.directory.calendar(of: followUp.school).clock.start(of: $0) }
        let reason = Self.trimmed(snoozeReason)
        let problems = names.first(in: reason).map { $0 == namesSeen ? [] : [Problem.snoozeReasonNames($0)] } ?? []
        do throws(InvalidRequest<SnoozeRequest.Problem>) {
            let request = try SnoozeRequest(followUp, until: moment, reason: reason, rules: rules, now: now)
            return problems.isEmpty ? .formAction(.snooze(request)) : .wrong(with(problems))
        } catch {
            return .wrong(with(error.problems.map { Problem($0, isTyped: !typed.isEmpty) } + problems))
        }
    }

    /// Reads `2026-12-12`, as browsers send it, and `12-12-2026`, as people type it where the browser has no date picker.
    private static func day(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        guard parts.count == 3, parts[2].count == 4 else { return nil }
        func twoDigits(_ part: Substring) -> String { part.count == 1 ? "0\(part)" : String(part) }
        return Day("\(parts[2])-\(twoDigits(parts[1]))-\(twoDigits(parts[0]))")
    }

    private static func trimmed(_ text: String) -> String {
        String(text.trimmingPrefix { $0.isWhitespace }.reversed().trimmingPrefix { $0.isWhitespace }.reversed())
    }
}

extension FollowUpForm.Problem {
    fileprivate init(_ problem: ClosingRequest.Problem, _ outcome: OutcomeID) {
        self =
            switch problem {
            case .outcome: .noOutcome
            case .reason(.missing, _, _), .reason(.blank, _, _): .reasonMissing(outcome)
            case .reason(.objection(let objection), _, _): .reason(outcome, objection)
            case .dateInFuture: .dateInFuture(outcome)
            }
    }

    fileprivate init(_ problem: SnoozeRequest.Problem, isTyped: Bool) {
        self =
            switch problem {
            case .untilMissing: isTyped ? .badUntil : .untilMissing
            // The page of an acute follow-up has no such form.
            case .until(.acute): .noButton
            case .until(.passed): .untilPassed
            case .until(.tooLong(let latest)): .untilTooLate(latest: latest)
            case .reason(.missing), .reason(.blank): .snoozeReasonMissing
            case .reason(.objection(let objection)): .snoozeReason(objection)
            }
    }
}
