import Foundation
import FollowUps

/// One try at sending a message, and what it came to.
struct Attempt: Sendable {
    let draft: MessageDraft
    /// Of a refusal that does not tell whether it is about us: what it is when it is not.
    let verdict: Verdict
    /// What could not be written of it and did not go with the rest.
    var setApart: Verdict?
    /// Nil when it never came to sending.
    let result: DeliveryResult?

    /// In the order in which they are to be recorded.
    var verdicts: [Verdict] { [setApart, verdict].compactMap { $0 } }
    var message: Message { draft.message }

    /// The same, which turned out to be about us: it waits, and nothing counts against it (promise 15).
    func heldUp(until instant: Date) -> Attempt {
        Attempt(draft: draft, verdict: .heldUp(until: instant, error: result?.reason ?? ""), setApart: setApart, result: result)
    }
}
