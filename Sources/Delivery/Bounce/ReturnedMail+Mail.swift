import Crypto
import FollowUps
import Foundation

extension ReturnedMail {
    /// As much of a mail is read, in bytes; what is longer returns more than we ever sent.
    static let longest = 1 << 20

    /// Reads a mail for what it reports of mail of ours: by delivery statuses (RFC 3464 and 6533) wherever they stand, or by a text in a form of a
    /// well-known server. Bounded in depth and size, since anybody may have sent it.
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
        // What was returned says best which message it was; what a text quotes, least.
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
        self = .failure(DeliveryReport(digest: digest, messageIDs: Array(candidates), failures: failures))
    }
}
