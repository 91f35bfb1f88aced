import FollowUps

extension FollowUpForm {
    /// The form with the problem that it had ended, when the earlier ending overrules it; otherwise nil.
    public func overruled(by ending: PreviousEnding) -> FollowUpForm? {
        let isOverruled =
            switch button {
            case .close?: outcome.map { ending.overrules($0, beside: besides(of: $0)) } ?? false
            case .cancel?: ending.outcome != nil
            case .snooze?, .resume?, .reschedule?, .assign?: true
            // These may follow an ending.
            case .reopen?, .note?, .strike?, nil: false
            }
        return isOverruled ? with([.refused(.endedAlready)]) : nil
    }
}

extension FollowUpForm {
    /// What was ticked below an outcome, whatever the catalogue makes of it.
    private func besides(of outcome: OutcomeID) -> [OutcomeID] {
        let prefix = Self.box("", below: outcome)
        return ticked.filter { $0.hasPrefix(prefix) }.map { OutcomeID(String($0.dropFirst(prefix.count))) }
    }
}
