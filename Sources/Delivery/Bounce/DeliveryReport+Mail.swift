import Crypto
import FollowUps
import Foundation

extension DeliveryReport {
    /// The longest mail that is read as a report, in bytes; what is longer returns more than we ever sent.
    static let longest = 1 << 20

    /// Reads a mail as the report that a message of ours could not be delivered (RFC 3462, 3464 and 6533); nil for any other mail: of a delay,
    /// a success, an automatic answer, or one that is not quite as it should be.
    init?(mail bytes: [UInt8]) {
        guard bytes.count <= Self.longest, let mail = MIMEEntity(bytes), let type = mail.contentType, type.type == "multipart/report",
            type.parameters["report-type"]?.lowercased() == "delivery-status", let boundary = type.parameters["boundary"]
        else { return nil }
        let parts = mail.parts(boundary: boundary)
        let statuses = parts.filter { ["message/delivery-status", "message/global-delivery-status"].contains($0.contentType?.type) }
        guard let status = statuses.first, statuses.count == 1, Self.isPlain(status) else { return nil }
        let groups = MIMEEntity.groups(status.body)
        guard let recipient = groups.dropFirst().first(where: { Self.value("action", in: $0)?.lowercased() == "failed" }),
            let code = Self.value("status", in: recipient).flatMap(Self.code),
            let id = Self.messageID(of: mail, returned: parts, perMessage: groups[0])
        else { return nil }
        self.init(
            digest: SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), messageID: id, status: code,
            reason: Self.reason(recipient, code: code))
    }

    /// What was returned says best which message it was; Google has a field of its own, and Exchange answers to it.
    private static func messageID(of mail: MIMEEntity, returned parts: [MIMEEntity], perMessage: [MIMEEntity.Field]) -> String? {
        let sorts = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]
        if let part = parts.last(where: { sorts.contains($0.contentType?.type ?? "") }) {
            return isPlain(part) ? MIMEEntity(part.body.drop { $0.isEmpty })?["message-id"].flatMap(bareID) : nil
        }
        return value("x-original-message-id", in: perMessage).flatMap(bareID) ?? mail["in-reply-to"].flatMap(bareID)
    }

    /// `<id>` without its brackets.
    private static func bareID(_ text: String) -> String? {
        guard (3...500).contains(text.utf8.count), text.first == "<", text.last == ">" else { return nil }
        let id = text.dropFirst().dropLast()
        return id.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>".utf8.contains($0) } ? String(id) : nil
    }

    /// Nothing of what is read may be encoded (RFC 3464, section 2.1.1).
    private static func isPlain(_ part: MIMEEntity) -> Bool {
        ["7bit", "8bit", "binary"].contains(part["content-transfer-encoding"]?.lowercased() ?? "7bit")
    }

    private static func value(_ name: String, in group: [MIMEEntity.Field]) -> String? {
        let found = group.filter { $0.name == name }
        return found.count == 1 ? found.first?.value : nil
    }

    /// A code of RFC 3463 that says no; a server that gave up after days says so with one that begins with 4.
    private static func code(_ text: String) -> String? {
        // Some add a comment.
        let code = text.prefix { $0 != " " && $0 != "(" }
        let numbers = code.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, ["4", "5"].contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(ServerAddress.isDigit) })
        else { return nil }
        return String(code)
    }

    /// What the other server said, without the address, in whatever form it names it.
    private static func reason(_ recipient: [MIMEEntity.Field], code: String) -> String {
        let said = value("diagnostic-code", in: recipient) ?? ""
        let text = said.firstIndex(of: ";").map { String(said[said.index(after: $0)...]) } ?? said
        let locals = ["final-recipient", "original-recipient"].compactMap { name -> String? in
            guard let value = value(name, in: recipient), let at = value.lastIndex(of: "@") else { return nil }
            let local = value[..<at].drop { $0 != ";" }.dropFirst().lowercased().trimmingCharacters(in: .alphanumerics.inverted)
            return local.isEmpty ? nil : local
        }
        let words = text.split(whereSeparator: \.isWhitespace).map { word in
            let bare = word.lowercased().trimmingCharacters(in: .alphanumerics.inverted)
            return locals.contains(bare) ? "<address>" : String(word)
        }
        let reason = words.joined(separator: " ").asReason()
        return reason.isEmpty ? code : reason.contains(code) ? reason : "\(code) \(reason)"
    }
}
