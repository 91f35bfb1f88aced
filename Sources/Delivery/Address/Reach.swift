import FollowUps

/// Which addresses a connection may be made to. It is held against the address itself when the connection is made, so no name that changes its
/// address in between, and no odd spelling of a number, gets past it.
enum Reach: Sendable {
    /// For a URL that names this machine: nothing beyond it, whatever the name leads to.
    case loopback
    /// The internet, and nothing inside anybody's network.
    case open
    /// The organisation's own network too.
    case openOrLocal
    /// Wherever the operator's mail server stands.
    case anywhere

    /// For an address that came out of the configuration.
    init(to address: ServerAddress, allowPrivate: Bool) {
        self = address.isLoopback ? .loopback : allowPrivate ? .openOrLocal : .open
    }

    func includes(_ address: NetworkAddress) -> Bool {
        switch self {
        case .loopback: address.sort == .loopback
        case .open: address.sort == .open
        case .openOrLocal: address.sort == .open || address.sort == .local
        case .anywhere: true
        }
    }

    /// Why there was no connection to an address, and what to do.
    func objection(to address: NetworkAddress) -> String {
        let place =
            switch address.sort {
            case .open: "on the internet"
            case .loopback: "this machine"
            case .local: "inside a private network"
            case .special: "an address for special purposes"
            }
        let advice =
            switch (self, address.sort) {
            case (.open, .local): "; allow_private = true lets it"
            case (.open, .loopback), (.openOrLocal, .loopback): "; name it localhost in the address if that is meant"
            default: ""
            }
        return "its name leads to \(address), which is \(place) and is not gone to\(advice)"
    }
}
