import Foundation
import FollowUps

struct Attempt: Sendable {
    let draft: MessageDraft
    /// For an ambiguous refusal: what applies when it is not about us.
    let disposition: DeliveryDisposition
    /// For reminders that could not be written and did not go with the rest.
    var splitOff: DeliveryDisposition?
    /// Nil when nothing was sent.
    let result: DeliveryResult?

    var dispositions: [DeliveryDisposition] { [splitOff, disposition].compactMap { $0 } }
    var message: Message { draft.message }

    /// The same attempt, which turned out to be about us (promise 15).
    func heldUp(until instant: Date) -> Attempt {
        Attempt(draft: draft, disposition: .heldUp(until: instant, error: result?.reason ?? ""), splitOff: splitOff, result: result)
    }
}
