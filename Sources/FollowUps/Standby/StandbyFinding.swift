import Foundation

/// Whether a machine may send, by the generations that it knows of.
public enum StandbyFinding: Hashable, Sendable {
    case active
    /// It sends: twice is better than never. Nobody knows whether another has taken over.
    case unwatched(reason: String)
    /// It sends nothing yet.
    case waiting(until: Date, reason: String)
    case retired(by: Generation)

    public var maySend: Bool {
        switch self {
        case .active, .unwatched: true
        case .waiting, .retired: false
        }
    }

    /// What is wrong, why, and what to do; nil when all is well.
    public var problem: String? {
        switch self {
        case .active: nil
        case .unwatched(let reason):
            "[standby] fence cannot be read, so nobody knows whether another machine has taken over, and this one goes on: \(reason)"
        case .waiting(let until, let reason):
            "[standby] fence cannot be read, and another machine may have taken over, so nothing is sent until \(until.formatted(.iso8601)): \(reason)"
        case .retired(let other): other.retirement
        }
    }

    /// - Parameters:
    ///   - machine: the id of this one; nil when it has none.
    ///   - latest: the highest generation in its database; nil when nobody has claimed that.
    ///   - reading: of the fence; nil when there is none.
    ///   - record: with that reading.
    public init(machine: String?, latest: Generation?, reading: FenceReading?, record: FenceRecord, at now: Date) {
        if case .generation(let other)? = reading, other.retires(machine, with: latest) {
            self = .retired(by: other)
        } else if let latest, latest.machine != machine {
            self = .retired(by: latest)
        } else if case .unreadable(let reason)? = reading {
            self = record.waits(at: now).map { .waiting(until: $0, reason: reason) } ?? .unwatched(reason: reason)
        } else {
            self = .active
        }
    }
}
