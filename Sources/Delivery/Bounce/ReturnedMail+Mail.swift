import Crypto
import FollowUps
import Foundation

extension ReturnedMail {
    /// In bytes. Only so much of a mail is read: we never send anything as long.
    static let longest = 1 << 20

    /// Reads a mail for delivery statuses (RFC 3464, RFC 6533), wherever they stand, or for the text of a well-known server.
    init(mail bytes: [UInt8]) {
        let bytes = Array(bytes.prefix(Self.longest))
        let mail = MIMEEntity(bytes)
        let parts = ReturnedParts(mail)
        let statuses = parts.statuses.map { DeliveryStatus($0) }
        var failures = statuses.flatMap(\.failures)
        let text = failures.isEmpty && !statuses.contains(where: \.isOnItsWay) ? BounceText(mail, parts.texts) : nil
        failures += text?.failures ?? []
        if failures.isEmpty {
            self = statuses.contains(where: \.isOnItsWay) || text?.isDelay == true ? .noFailure : .notUnderstood
            return
        }
        // In order of trust: the returned message, the server's report, what a text quotes.
        let ids =
            parts.returnedIDs + statuses.flatMap(\.messageIDs) + mail.messageIDs("in-reply-to") + mail.messageIDs("references").suffix(1)
            + parts.texts.flatMap { BounceText.messageIDs(in: $0) }
        var seen: Set<String> = []
        let candidates = ids.filter { seen.insert($0).inserted }.prefix(16)
        if candidates.isEmpty {
            self = .notUnderstood
            return
        }
        let digest = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        self = .failure(BounceReport(digest: digest, messageIDs: Array(candidates), failures: failures))
    }
}
