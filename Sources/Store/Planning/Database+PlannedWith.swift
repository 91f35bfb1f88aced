import FollowUps
import GRDB

extension Database {
    /// Whether all next instants are as these rules and this program have them.
    func isPlanned(with rules: Ruleset) throws -> Bool { try fact(.plannedWith) == Self.mark(rules) }

    func setPlanned(with rules: Ruleset) throws { try set(.plannedWith, to: Self.mark(rules)) }

    /// Lets whichever program looks next compute all next instants again.
    func forgetPlanning() throws { try forget(.plannedWith) }

    /// A database that an older program planned has what that did not know of: cases that fell silent before there was an alarm for it.
    private static func mark(_ rules: Ruleset) -> String { "\(programVersion) \(rules.fingerprint)" }
}
