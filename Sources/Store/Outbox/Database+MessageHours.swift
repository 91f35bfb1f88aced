import Foundation
import FollowUps
import GRDB

extension Database {
    /// Lets a message wait for its hours when nothing that it says may go now (promise 7), and as long as it was to wait before; says whether it has to.
    func putOff(_ message: Int64, untilMayGo items: [MessageItem], _ overview: Overview?, rules: Rules, at now: Date) throws -> Bool {
        let opening = rules.opening(onOrAfter: now, for: items, overview)
        if opening <= now { return false }
        try execute(
            sql: """
                UPDATE messages SET possibly_delivered = possibly_delivered OR state = 'sending', state = 'queued',
                    next_attempt_at = max(next_attempt_at, ?), waits_for_hours = 1 WHERE id = ?
                """, arguments: [opening.unixSeconds, message])
        return true
    }

    /// The same for a queued message, as it would be claimed now. One that cannot be read, or has nothing to say any more, is left to the claim.
    func putOffOutOfHours(_ message: Int64, rules: Rules, at now: Date) throws -> Bool {
        do {
            let items = try items(of: message, rules: rules, at: now, isMarking: false)
            return try putOff(message, untilMayGo: items, overview(in: message, rules: rules, at: now), rules: rules, at: now)
        } catch is StoreError {
            return false
        }
    }
}
