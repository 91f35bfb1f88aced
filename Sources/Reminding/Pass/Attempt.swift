import Foundation
import FollowUps

struct Attempt: Sendable {
    let draft: MessageDraft
    /// For an ambiguous refusal: what applies when it is not about us.
    let verdict: Verdict
    /// For reminders that could not be written and did not go with the rest.
    var setApart: Verdict?
    /// Nil when nothing was sent.
    let result: DeliveryResult?

    var verdicts: [Verdict] { [setApart, verdict].compactMap { $0 } }
    var message: Message { draft.message }

    /// The same attempt, which turned out to be about us (promise 15).
    func heldUp(until instant: Date) -> Attempt {
        Attempt(draft: draft, verdict: .heldUp(until: instant, error: result?.reason ?? ""), setApart: setApart, result: result)
    }
}
