import FollowUps

extension FollowUpForm {
    /// The form with the problem that it had ended, when the earlier ending overrules it; otherwise nil.
    public func overruled(by ending: PreviousEnding) -> FollowUpForm? {
        let isOverruled =
            switch button {
            case .close?: outcome != nil && ending.overrules(outcome)
            case .cancel?: ending.outcome != nil
            case .snooze?, .resume?, .reschedule?, .assign?: true
            // These may follow an ending.
            case .reopen?, .note?, .strike?, nil: false
            }
        return isOverruled ? with([.refused(.endedAlready)]) : nil
    }
}
