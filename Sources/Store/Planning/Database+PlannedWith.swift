import FollowUps
import GRDB

extension Database {
    /// Whether all next instants were computed by these rules and this program.
    func isPlanned(with rules: Ruleset) throws -> Bool { try fact(.plannedWith) == Self.mark(rules) }

    func setPlanned(with rules: Ruleset) throws { try set(.plannedWith, to: Self.mark(rules)) }

    /// The next program that looks computes all next instants again.
    func forgetPlanning() throws { try forget(.plannedWith) }

    /// With the program version, as an older program may not have known all that planning does now.
    private static func mark(_ rules: Ruleset) -> String { "\(programVersion) \(rules.fingerprint)" }
}
