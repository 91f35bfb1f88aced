import FollowUps

extension FollowUpForm {
    /// The form with `endedOtherwise`, when the earlier ending overrules it; otherwise nil.
    public func overruled(by ending: PreviousEnding) -> FollowUpForm? {
        let isOverruled =
            switch button {
            case .close?: outcome != nil && ending.overrules(outcome)
            case .snooze?: ending.overrules(nil)
            case nil: false
            }
        return isOverruled ? with([.endedOtherwise]) : nil
    }
}
