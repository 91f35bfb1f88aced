import FollowUps

/// `[watch]`: who hears it when the service itself does not work.
public struct WatchSettings: Sendable, Hashable {
    /// Where the address is that is fetched after each good pass. Whoever knows it can pretend that all is well, so it is never shown or logged.
    public enum PingAddress: Sendable, Hashable {
        /// `https`, or `http` to a loopback address.
        case url(String)
        /// A file that holds it: a systemd credential of its last component's name, else the file of this path.
        case file(path: String)
    }

    /// Nil when nobody outside listens.
    public let ping: PingAddress?
    /// Whether the ping may go to an address inside the organisation's own network.
    public let allowPrivate: Bool
    /// Who is told, once a day at most, what could not be delivered or planned; nil when nobody is.
    public let operatorPerson: PersonID?

    public init(ping: PingAddress? = nil, allowPrivate: Bool = false, operatorPerson: PersonID? = nil) {
        self.ping = ping
        self.allowPrivate = allowPrivate
        self.operatorPerson = operatorPerson
    }
}
