import Foundation
import FollowUps
import GRDB

/// How far computing all next instants has come. It is in the database, so that whoever comes after a crash goes on
/// from there.
struct ReplanningProgress: Codable, Equatable {
    enum Stage: String, Codable {
        /// The people of all cases, and their checks: they decide who is reminded, and of what.
        case casePeople
        case followUps
        /// Which open cases are silent (promise 2).
        case silentCases
    }

    /// Stands for the rules and the program that it is for. Others begin anew.
    let rules: String
    var stage = Stage.casePeople
    /// The last case that this stage is done with; empty for none.
    var afterCase = ""
    /// The last follow-up that is done.
    var afterFollowUp: Int64 = 0
    /// A program with other rules has set a next instant meanwhile, so all are computed once more after this.
    var isDisturbed = false

    init(rules: Ruleset) { self.rules = Self.mark(rules) }

    func isFor(_ rules: Ruleset) -> Bool { self.rules == Self.mark(rules) }

    /// With the program version, as an older program may not have known all that planning does now.
    fileprivate static func mark(_ rules: Ruleset) -> String { "\(programVersion) \(rules.fingerprint)" }
}

extension Database {
    /// Whether all next instants were computed by these rules and this program.
    func isPlanned(with rules: Ruleset) throws -> Bool { try fact(.plannedWith) == ReplanningProgress.mark(rules) }

    func setPlanned(with rules: Ruleset) throws {
        try set(.plannedWith, to: ReplanningProgress.mark(rules))
        try forget(.replanning)
    }

    /// The next program that looks computes all next instants again, from the first.
    func forgetPlanning() throws {
        try forget(.plannedWith)
        try forget(.replanning)
    }

    /// Notes that next instants are about to be set by some rules. A daemon that has not been reloaded may run beside a
    /// command that knows the new files: what the daemon sets is wrong for these, and is computed again (promise 1).
    /// Replanning that is under way goes to its end all the same, or such a daemon could keep it from ever ending.
    func noteChange(by rules: Ruleset) throws {
        // Nothing is written without need: that would take the lock.
        let planned = try fact(.plannedWith)
        if planned == ReplanningProgress.mark(rules) { return }
        if planned != nil { try forget(.plannedWith) }
        guard var progress = try replanningProgress(), !progress.isFor(rules), !progress.isDisturbed else { return }
        progress.isDisturbed = true
        try set(progress)
    }

    /// Nil when none is under way, or when what is there cannot be read: then it begins anew.
    func replanningProgress() throws -> ReplanningProgress? {
        try fact(.replanning).flatMap { try? JSONDecoder().decode(ReplanningProgress.self, from: Data($0.utf8)) }
    }

    func set(_ progress: ReplanningProgress) throws {
        try set(.replanning, to: String(decoding: JSONEncoder().encode(progress), as: UTF8.self))
    }
}
