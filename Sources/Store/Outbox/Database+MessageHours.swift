import Foundation
import FollowUps
import GRDB

extension Database {
    /// From when a message may go as it would be claimed now, as `Ruleset.opening` has it; nil for one that cannot be read: that is left to the claim.
    func opening(ofWhatIsIn message: Int64, rules: Ruleset, at now: Date) throws -> Date? {
        do {
            let items = try contents(of: message, rules: rules, at: now).items
            return try rules.opening(onOrAfter: now, for: items, overview(in: message, rules: rules, at: now))
        } catch is StoreError {
            return nil
        }
    }
}
