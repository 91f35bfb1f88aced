import FollowUps

/// Which addresses a connection may be made to. Checked against the address of the socket itself, so neither DNS
/// rebinding nor an odd spelling of a number gets past it.
enum EgressPolicy: Sendable {
    /// For a URL that names this machine: nothing else, whatever the name resolves to.
    case loopback
    /// The internet, but nothing inside a private network.
    case open
    case openOrLocal
    /// For mail and token servers, which the operator may have anywhere.
    case anywhere

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
