import FollowUps

@testable import Delivery

extension FuzzTarget {
    /// Addresses of mail, servers and networks: none that is accepted can break out of the header, command or URL that it stands in.
    static let addresses = FuzzTarget(
        "addresses", inputs: 12_000, longest: 400,
        tokens: [
            "@", ".", "<", ">", "\"", "://", "smtp", "https", "[::1]", ":465", "/path", "?q", "127.0.0.1", "localhost", "\r\nBcc: x@y.nl", "xn--",
            "_dmarc",
        ],
        seeds: {
            [
                "ib@vlieger.example", "Opvolging <opvolging@perspectief.example>", "\"De Vlieger, school\" <a.b+c@sub.vlieger.example>",
                "https://hooks.perspectief.example/directie?token=abc#x", "smtp://mail.perspectief.example:587", "smtps://[2001:db8::1]:465/",
                "http://127.0.0.1:8080/x", "De \"\u{350}School <p@s.example>",
            ]
        }
    ) { input in
        let text = text(input)
        var isAccepted = false
        if let address = MailAddress(text) {
            isAccepted = true
            try require(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>\"(),:;\\[]".utf8.contains($0) }, "\(address) is not bare")
            try require(address.text == text && !address.domain.isEmpty, "\(address) is not \(text)")
            try require(Mailbox(text) == Mailbox(address: address), "\(address) is no mailbox")
        }
        if let mailbox = Mailbox(text) {
            isAccepted = true
            try require(!mailbox.name.unicodeScalars.contains { $0.isUnprintable || "<>\"".unicodeScalars.contains($0) }, "\(mailbox)")
            try require(mailbox.name.isEmpty || Mailbox("\"\(mailbox.name)\" <\(mailbox.address)>") == mailbox, "\(mailbox) reads as something else")
        }
        if let address = ServerAddress(text) {
            isAccepted = true
            let host = address.host.contains(":") ? "[\(address.host)]" : address.host
            let written = "\(address.scheme)://\(host)\(address.port.map { ":\($0)" } ?? "")\(address.path)"
            try require(ServerAddress(written) == address, "\(text) reads as \(written)")
            try require(!address.host.isEmpty && !written.contains("@") || address.path.contains("@"), "\(text) has a user, or no host")
        }
        for bytes in [Array(input.prefix(4)), Array(input.prefix(16))] {
            guard let network = NetworkAddress(bytes: bytes) else { continue }
            try require(isOneLine(network.description, atMost: 45), "\(network)")
            try require(!EgressPolicy.open.includes(network) || network.sort == .open, "\(network) is in reach")
        }
        return isAccepted ? .accepted : .refused
    }
}
