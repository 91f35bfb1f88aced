import FollowUps
import Foundation

/// What a delivery status says of each recipient (RFC 3464, sections 2.2 and 2.3).
struct DeliveryStatus {
    private(set) var failures: [BounceReport.Failure] = []
    /// Whether a recipient got it or may still get it.
    private(set) var isOnItsWay = false
    /// Of the original mail; only some servers name it.
    private(set) var messageIDs: [String] = []

    private static let mostFailures = 100

    init(_ groups: [[MIMEEntity.Field]]) {
        for group in groups {
            for name in ["x-original-message-id", "original-message-id"] {
                messageIDs += group.filter { $0.name == name }.flatMap { MIMEEntity.messageIDs(in: $0.value) }
            }
            let addresses = Self.addresses(in: group)
            guard !addresses.isEmpty, failures.count < Self.mostFailures else { continue }
            let code = Self.values("status", in: group).first.flatMap(StatusCode.init)
            switch Self.action(in: group) ?? code.flatMap({ Self.action(of: $0) }) {
            // "failed" with a code of success contradicts itself.
            case "failed" where code?.isSuccess != true:
                failures.append(
                    BounceReport.Failure(
                        addresses: addresses, status: code?.text ?? StatusCode.failed,
                        reason: BounceReason.text(Self.diagnostic(in: group), status: code?.text, addresses: addresses)))
            case "delayed", "delivered", "relayed", "expanded": isOnItsWay = true
            default: break
            }
        }
    }

    private static func values(_ name: String, in group: [MIMEEntity.Field]) -> [String] { group.filter { $0.name == name }.map(\.value) }

    /// Without a trailing comment. Nil when there is none, empty when there are several that differ.
    private static func action(in group: [MIMEEntity.Field]) -> String? {
        let actions = Set(values("action", in: group).map { $0.lowercased().prefix { $0 != " " && $0 != "(" && $0 != ";" } })
        return actions.count > 1 ? "" : actions.first.map(String.init)
    }

    /// For a status without an action. A code that begins with 4 may still be retried, so it says nothing.
    private static func action(of code: StatusCode) -> String? { code.isSuccess ? "delivered" : code.text.first == "5" ? "failed" : nil }

    private static func addresses(in group: [MIMEEntity.Field]) -> Set<String> {
        let values = ["final-recipient", "original-recipient", "x-actual-recipient"].flatMap { Self.values($0, in: group) }
        return Set(values.flatMap { MailAddress.all(in: $0) })
    }

    private static func diagnostic(in group: [MIMEEntity.Field]) -> String {
        let said = values("diagnostic-code", in: group).first ?? ""
        return said.firstIndex(of: ";").map { String(said[said.index(after: $0)...]) } ?? said
    }
}

/// A status code of RFC 3463, such as `5.1.1`.
struct StatusCode {
    let text: String
    var isSuccess: Bool { text.first == "2" }

    /// For a failure without a code.
    static let failed = "5.0.0"

    /// Reads the first word; nil when it is no such code. Some servers append a comment.
    init?(_ text: some StringProtocol) {
        let code = text.prefix { $0 != " " && $0 != "(" && $0 != "\t" }
        let numbers = code.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, ["2", "4", "5"].contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(ServerAddress.isDigit) })
        else { return nil }
        self.text = String(code)
    }
}

/// The reason for a bounce in the server's words, made fit for our log (promise 9).
enum BounceReason {
    /// Leaves out the addresses, also where only the part before the @ is named.
    static func text(_ said: String, status: String?, addresses: Set<String>) -> String {
        let locals = Set(
            addresses.compactMap { address -> String? in
                let local = address.prefix { $0 != "@" }.trimmingCharacters(in: .alphanumerics.inverted)
                return local.isEmpty ? nil : local
            })
        let words = String(said.prefix(2000)).split(whereSeparator: \.isWhitespace).map { word in
            locals.contains(word.lowercased().trimmingCharacters(in: .alphanumerics.inverted)) ? "<address>" : String(word)
        }
        let reason = words.joined(separator: " ").asReason()
        guard let status else { return reason.isEmpty ? StatusCode.failed : reason }
        return reason.isEmpty ? status : reason.contains(status) ? reason : "\(status) \(reason)"
    }
}

extension MailAddress {
    /// The addresses in a text, in lower case: at most 20.
    static func all(in text: some StringProtocol) -> [String] {
        let bytes = Array(text.utf8.prefix(4096))
        var found: [String] = []
        var next = 0
        while let at = bytes[next...].firstIndex(of: UInt8(ascii: "@")), found.count < 20 {
            var (first, end) = (at, at + 1)
            while first > next, isAtomText(bytes[first - 1]) || bytes[first - 1] == UInt8(ascii: ".") { first -= 1 }
            while end < bytes.count, ServerAddress.isAlphanumeric(bytes[end]) || [UInt8(ascii: "-"), UInt8(ascii: ".")].contains(bytes[end]) {
                end += 1
            }
            // The full stop of a sentence.
            while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            // Quotation marks around the address.
            while first < at, bytes[first] == UInt8(ascii: "'") || bytes[first] == UInt8(ascii: "`") { first += 1 }
            if let address = MailAddress(String(decoding: bytes[first..<end], as: UTF8.self)) { found.append(address.text.lowercased()) }
            next = end
        }
        return found
    }
}
