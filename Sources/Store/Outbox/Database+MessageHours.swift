import Foundation
import FollowUps
import GRDB

extension Database {
    /// From when a message may go if it were claimed now. Nil when it cannot be read, which the claim deals with.
    func opening(ofWhatIsIn message: Int64, rules: Ruleset, at now: Date) throws -> Date? {
        do {
            let items = try contents(of: message, rules: rules, at: now).items
            return try rules.opening(onOrAfter: now, for: items, overview(in: message, rules: rules, at: now))
        } catch is StoreError {
            return nil
        }
    }
}
