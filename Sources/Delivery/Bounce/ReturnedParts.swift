/// The parts of a mail that can say what came back. Anybody may have sent it, so depth and number are bounded.
struct ReturnedParts {
    /// The groups of fields of each delivery status.
    private(set) var statuses: [[[MIMEEntity.Field]]] = []
    /// Without angle brackets.
    private(set) var returnedIDs: [String] = []
    /// The plain texts outside what was returned, as lines.
    private(set) var texts: [ArraySlice<ArraySlice<UInt8>>] = []
    private var left = 100

    private static let deepest = 8
    private static let messages: Set<String> = ["message/rfc822", "message/global"]
    private static let headers: Set<String> = ["text/rfc822-headers", "message/global-headers", "text/rfc822-header", "message/rfc822-headers"]

    init(_ mail: MIMEEntity) { add(mail, depth: 0, isReturned: false) }

    private mutating func add(_ entity: MIMEEntity, depth: Int, isReturned: Bool) {
        guard left > 0, depth <= Self.deepest else { return }
        left -= 1
        let (type, parameters) = entity.contentType ?? ("text/plain", [:])
        let body = entity.decodedBody
        if type.hasPrefix("multipart/") {
            let parts = parameters["boundary"].map { MIMEEntity.parts(of: body, boundary: $0) } ?? []
            for part in parts { add(part, depth: depth + 1, isReturned: isReturned) }
            // Without a boundary its parts cannot be separated.
            if parts.isEmpty, !isReturned { texts.append(body) }
        } else if Self.messages.contains(type) {
            let message = MIMEEntity(body.drop { $0.isEmpty })
            returnedIDs += message.messageIDs("message-id")
            add(message, depth: depth + 1, isReturned: true)
        } else if Self.headers.contains(type) {
            returnedIDs += MIMEEntity(body.drop { $0.isEmpty }).messageIDs("message-id")
        } else if type.hasSuffix("delivery-status") {
            statuses.append(MIMEEntity.groups(body))
        } else if type.hasPrefix("text/plain") {
            // Some gateways make plain text of types that they do not know.
            let groups = MIMEEntity.groups(body.drop { $0.isEmpty })
            if groups.first?.contains(where: { $0.name == "reporting-mta" }) == true {
                statuses.append(groups)
            } else if !isReturned {
                texts.append(body)
            }
        }
    }
}

extension MIMEEntity {
    func messageIDs(_ name: String) -> [String] { fields.filter { $0.name == name }.flatMap { Self.messageIDs(in: $0.value) } }

    /// Each `<id>` in a text, without the brackets: at most 16.
    static func messageIDs(in text: some StringProtocol) -> [String] {
        var ids: [String] = []
        for piece in text.split(separator: "<", maxSplits: 64, omittingEmptySubsequences: false).dropFirst() where ids.count < 16 {
            guard let end = piece.firstIndex(of: ">") else { continue }
            let id = piece[..<end]
            guard (1...500).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { continue }
            ids.append(String(id))
        }
        return ids
    }
}
