import FollowUps

/// One try at sending a message, and what it came to.
struct Attempt: Sendable {
    let draft: MessageDraft
    let verdict: Verdict
    /// What could not be written of it and did not go with the rest.
    var setApart: Verdict?
    /// Nil when it never came to sending.
    let result: DeliveryResult?

    /// In the order in which they are to be recorded.
    var verdicts: [Verdict] { [setApart, verdict].compactMap { $0 } }
    var message: Message { draft.message }
    /// Whether the channel may carry no more just now.
    var wasBusy: Bool { if case .busy? = result { true } else { false } }
}
