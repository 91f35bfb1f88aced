import Foundation

/// Which machine works on a database: each takeover has a number, and the machine with the highest one sends.
public struct Generation: Hashable, Sendable {
    public let number: Int64
    /// A random id, which that machine keeps beside its database.
    public let machine: String
    public let claimedAt: Date

    public init(number: Int64, machine: String, claimedAt: Date) {
        self.number = number
        self.machine = machine
        self.claimedAt = claimedAt
    }

    /// What another machine is told: what, why, and what to do.
    public var retirement: String {
        "another machine works with these data since \(claimedAt.formatted(.iso8601)) (generation \(number)), so this one sends nothing and changes "
            + "nothing, or all would go twice; work there. To go on here, stop the other, restore its latest copy here, and run: opvolg standby promote"
    }

    /// Whether it stands in the way of a machine. `latest` is what that machine's own database has.
    func retires(_ own: String?, with latest: Generation?) -> Bool { machine != own && number >= latest?.number ?? 0 }
}
