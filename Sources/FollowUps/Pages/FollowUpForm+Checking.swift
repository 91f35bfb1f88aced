import Foundation

extension FollowUpForm {
    /// What is asked for when nothing is wrong.
    public enum Wish: Hashable, Sendable {
        case close(OutcomeID, on: Day?, reason: String?)
        /// `until` is a UTC instant.
        case snooze(until: Date, reason: String)
    }

    /// What a form asks for, or the form with everything that is wrong with it; the rules are those of `opvolg close` and `opvolg snooze`.
    public enum Judgement: Hashable, Sendable {
        case wish(Wish)
        case wrong(FollowUpForm)
    }

    ///
    /// - Parameter names: finds what looks like a name; it is asked about once, and taken when it is sent again.
    public func judged(
        for followUp: FollowUp, outcomes: [Outcome], in calendar: SchoolCalendar, names: NameLikeWords, at now: Date
    ) -> Judgement {
        switch button {
        case .close?: closing(outcomes: outcomes, names, today: calendar.clock.day(of: now))
        case .snooze?: snoozing(followUp, in: calendar, names, at: now)
        case nil: .wrong(with([.noButton]))
        }
    }

    private func closing(outcomes: [Outcome], _ names: NameLikeWords, today: Day) -> Judgement {
        guard let outcome = outcomes.first(where: { $0.id == self.outcome }) else { return .wrong(with([.noOutcome])) }
        let id = outcome.id
        var problems: [Problem] = []
        var reason: String?
        if outcome.needsReason {
            reason = Self.trimmed(reasons[id, default: ""])
            if reason?.isEmpty ?? true { problems.append(.reasonMissing(id)) }
            if let objection = reason.flatMap(PrivateText.objection) { problems.append(.reason(id, objection)) }
            if let found = reason.flatMap(names.first), found != namesSeen { problems.append(.reasonNames(id, found)) }
        }
        var day: Day?
        let typed = Self.trimmed(dates[id, default: ""])
        if outcome.allConsequences.contains(where: \.countsFromDate), !typed.isEmpty {
            day = Self.day(typed)
            if day == nil { problems.append(.badDate(id)) }
            if let day, day > today { problems.append(.dateInFuture(id)) }
        }
        return problems.isEmpty ? .wish(.close(id, on: day, reason: reason)) : .wrong(with(problems))
    }

    private func snoozing(_ followUp: FollowUp, in calendar: SchoolCalendar, _ names: NameLikeWords, at now: Date) -> Judgement {
        var problems: [Problem] = []
        let typed = Self.trimmed(until)
        let moment = Self.day(typed).map { calendar.clock.start(of: $0) }
        if let moment {
            switch Snoozing.objection(to: followUp, until: moment, now: now, in: calendar) {
            // There is no such form for what is acute.
            case .acute?: problems.append(.noButton)
            case .passed?: problems.append(.untilPassed)
            case .tooLong(let latest)?: problems.append(.untilTooLate(latest: latest))
            case nil: break
            }
        } else {
            problems.append(typed.isEmpty ? .untilMissing : .badUntil)
        }
        let reason = Self.trimmed(snoozeReason)
        if reason.isEmpty { problems.append(.snoozeReasonMissing) }
        if let objection = PrivateText.objection(to: reason) { problems.append(.snoozeReason(objection)) }
        if let found = names.first(in: reason), found != namesSeen { problems.append(.snoozeReasonNames(found)) }
        guard problems.isEmpty, let moment else { return .wrong(with(problems)) }
        return .wish(.snooze(until: moment, reason: reason))
    }

    /// As a browser writes it (`2026-12-12`), or as people here do (`12-12-2026`) where the browser has no calendar.
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
