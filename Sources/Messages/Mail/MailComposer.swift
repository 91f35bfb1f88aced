import Foundation
import FollowUps

/// Puts a complete mail together: header, text part, HTML part (RFC 5322, 2045, 2046).
struct MailComposer: Sendable {
    /// Mail programs thread on the newest, so the oldest of a long thread are left out of `References`.
    static let mostReferences = 10

    let clock: WallClock
    let sender: Mailbox
    /// Nil when answers go to `sender`.
    let replyTo: Mailbox?

    struct MailContent {
        let identifier: MessageIdentifier
        /// Oldest first.
        let earlier: [MessageIdentifier]
        let recipientName: String
        let recipient: MailAddress
        let subject: String
        let text: String
        let html: String
        let language: Language
        let followUps: [Int64]
        /// Whether mail programs show it as important.
        var isAcute = false
    }

    func compose(_ mailContent: MailContent, at now: Date) -> Data {
        let boundary = Self.boundary(for: mailContent.identifier)
        var header = MailHeader()
        header.appendMailbox("From", displayName: sender.name, address: sender.address)
        if let replyTo { header.appendMailbox("Reply-To", displayName: replyTo.name, address: replyTo.address) }
        header.appendMailbox("To", displayName: mailContent.recipientName, address: mailContent.recipient)
        header.appendText("Subject", mailContent.subject)
        header.appendDate(now, clock)
        header.append("Message-ID", ["<\(mailContent.identifier.text)>"])
        let references = mailContent.earlier.suffix(Self.mostReferences).map { "<\($0.text)>" }
        if let newest = references.last {
            header.append("In-Reply-To", [newest])
            header.append("References", references)
        }
        // RFC 3834: no out-of-office answers. Not "All", which would suppress the non-delivery reports that we want.
        header.append("Auto-Submitted", ["auto-generated"])
        header.append("X-Auto-Response-Suppress", ["OOF, AutoReply, RN, NRN"])
        let last = mailContent.followUps.count - 1
        if last >= 0 { header.append("X-Opvolg-Follow-Ups", mailContent.followUps.enumerated().map { "\($1)\($0 == last ? "" : ",")" }) }
        // RFC 2156, 5.3.4. No `X-Priority`: SpamAssassin holds it against a mail that names no mail program.
        if mailContent.isAcute { header.append("Importance", ["high"]) }
        header.append("Content-Language", [mailContent.language.rawValue])
        header.append("MIME-Version", ["1.0"])
        header.append("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""])

        var bytes = header.bytes
        bytes.reserveCapacity(bytes.count + mailContent.text.utf8.count + mailContent.html.utf8.count * 5 / 4 + 512)
        appendPart("text/plain", mailContent.text, boundary, to: &bytes)
        appendPart("text/html", mailContent.html, boundary, to: &bytes)
        bytes.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
        return Data(bytes)
    }

    private func appendPart(_ type: String, _ content: String, _ boundary: String, to bytes: inout [UInt8]) {
        let head = "\r\n--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        bytes.append(contentsOf: head.utf8)
        QuotedPrintable.append(content, to: &bytes)
    }

    /// The same for the same message, so that a mail sent again is the same mail. `=_` cannot stand in quoted-printable text (RFC 2045).
    private static func boundary(for identifier: MessageIdentifier) -> String {
        // FNV-1a: it need not be secret, only differ per message.
        let hash = identifier.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "=_opvolg_" + String(hash, radix: 16)
    }
}
