import FollowUps

/// One try at sending a message, and what it came to.
struct Attempt: Sendable {
    let draft: MessageDraft
    let verdict: Verdict
    /// Nil when it never came to sending.
    let result: DeliveryResult?

    var message: Message { draft.message }
    /// Whether the channel may carry no more just now.
    var wasBusy: Bool { if case .busy? = result { true } else { false } }
}
