import FollowUps
import Foundation

/// A bounce in prose, as servers wrote them before RFC 3464 and some still do: qmail (QSBMF), Exim, Exchange, sendmail
/// and large providers. What a person wrote, or their out-of-office reply, is never read as one.
struct BounceText {
    private(set) var failures: [BounceReport.Failure] = []
    /// Whether the mail is only late and the server keeps trying.
    let isDelay: Bool

    private static let mostLines = 200
    private static let longestLine = 400
    private static let mostFailures = 50
    private static let mostEntries = 100
    /// How far below an address its reason may stand, in lines.
    private static let reasonLines = 14

    /// Nil when it is no bounce.
    init?(_ mail: MIMEEntity, _ texts: [ArraySlice<ArraySlice<UInt8>>]) {
        let named = mail.fields.filter { $0.name == "x-failed-recipients" }.flatMap { MailAddress.all(in: $0.value) }
        guard Self.isFromServer(mail) || !named.isEmpty else { return nil }
        let lines = Array(texts.prefix(4).flatMap { Self.explanation($0) }.prefix(Self.mostLines * 2))
        let whole = ([mail["subject"] ?? ""] + lines).joined(separator: " ").lowercased().replacing("’", with: "'")
        let isLate = named.isEmpty && BouncePhrases.delay.contains { whole.contains($0) }
        let isFailure = !named.isEmpty || BouncePhrases.failure.contains { whole.contains($0) }
        // Both delayed and given up is ambiguous, so a person has to read it.
        if isLate, !BouncePhrases.isGivenUp(whole) {
            isDelay = true
            return
        }
        guard isFailure, !isLate else { return nil }
        isDelay = false
        addFailures(in: lines)
        for address in named where !failures.contains(where: { $0.addresses.contains(address) }) { add([address], lines[...]) }
        // Whoever answers can be reached, whatever their mail program says.
        let senders = mail.fields.filter { $0.name == "from" }.flatMap { MailAddress.all(in: $0.value) }
        failures.removeAll { !$0.addresses.isDisjoint(with: senders) }
        if failures.isEmpty { return nil }
    }

    static func messageIDs(in text: ArraySlice<ArraySlice<UInt8>>) -> [String] {
        var ids: [String] = []
        for (index, line) in zip(text.indices, text) where ids.count < 16 {
            let quoted = line.drop { " \t>|".utf8.contains($0) }
            guard String(decoding: quoted.prefix(11), as: UTF8.self).lowercased() == "message-id:" else { continue }
            let rest = quoted.dropFirst(11)
            let next = text[index...].dropFirst().first ?? []
            let value = rest.contains(UInt8(ascii: "<")) ? rest : next
            ids += MIMEEntity.messageIDs(in: String(decoding: value.prefix(longestLine), as: UTF8.self)).prefix(1)
        }
        return ids
    }

    private static func isFromServer(_ mail: MIMEEntity) -> Bool {
        if mail.contentType?.type == "multipart/report" { return true }
        // Bounces have an empty return path (RFC 5321, section 4.5.5). So may a server's out-of-office reply.
        if mail["return-path"]?.filter({ $0 != " " }) == "<>" { return true }
        let servers = ["mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "mailer", "microsoftexchange"]
        let senders = (mail.fields.filter { $0.name == "from" || $0.name == "return-path" }).flatMap { MailAddress.all(in: $0.value) }
        return senders.contains { sender in servers.contains { sender.hasPrefix($0) } }
    }

    private static func explanation(_ text: ArraySlice<ArraySlice<UInt8>>) -> [String] {
        var lines: [String] = []
        for line in text.prefix(mostLines) {
            let line = String(decoding: line.prefix(longestLine), as: UTF8.self).trimmingCharacters(in: .whitespaces)
            if BouncePhrases.beginsCopy(line) { break }
            lines.append(line)
        }
        return lines
    }

    private mutating func addFailures(in lines: [String]) {
        for (index, line) in lines.enumerated().filter({ $0.element.contains("@") }).prefix(Self.mostEntries) {
            let addresses = MailAddress.all(in: line)
            guard !addresses.isEmpty, failures.count < Self.mostFailures else { continue }
            let words = line.lowercased().replacing("’", with: "'")
            if words.contains("generated from") || words.contains("expanded from"), let last = failures.popLast() {
                failures.append(
                    BounceReport.Failure(addresses: last.addresses.union(addresses), status: last.status, reason: last.reason))
            } else if Self.isEntry(line) || Self.isSentence(around: index, in: lines) {
                add(Set(addresses), lines[index...])
            }
        }
    }

    /// Whether a line only lists an address, with a name or a reason: `<ib@school.example>:`, `IB (ib@school.example)`.
    private static func isEntry(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        // A header field.
        if let first = words.first, first.hasSuffix(":"), !first.contains("@") { return false }
        return words.first?.contains("@") == true || words.count <= 6
    }

    /// Whether the paragraph around a line reports a failure.
    private static func isSentence(around index: Int, in lines: [String]) -> Bool {
        let first = lines[..<index].lastIndex { $0.isEmpty }.map { $0 + 1 } ?? 0
        let end = lines[index...].firstIndex { $0.isEmpty } ?? lines.count
        let paragraph = lines[max(first, index - 4)..<min(end, index + 4)].joined(separator: " ").lowercased().replacing("’", with: "'")
        return BouncePhrases.failure.contains { paragraph.contains($0) }
    }

    /// - Parameter lines: from the one with the address on.
    private mutating func add(_ addresses: Set<String>, _ lines: ArraySlice<String>) {
        let near = lines.prefix(Self.reasonLines)
        let found = near.lazy.compactMap { line in Self.code(in: line).map { ($0, line) } }.first
        let next = near.dropFirst().first { !$0.isEmpty } ?? near.first ?? ""
        failures.append(
            BounceReport.Failure(
                addresses: addresses, status: found?.0.text ?? StatusCode.failed,
                reason: BounceReason.text(found?.1 ?? next, status: found?.0.text, addresses: addresses)))
    }

    /// The RFC 3463 code of a line, or `failed` for an RFC 5321 code; nil when no code reports a failure.
    private static func code(in line: String) -> StatusCode? {
        let words = line.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
        if let code = words.lazy.compactMap({ StatusCode($0) }).first(where: { !$0.isSuccess }) { return code }
        let isBasic = words.contains { $0.utf8.count == 3 && ($0.first == "5" || $0.first == "4") && $0.utf8.allSatisfy(ServerAddress.isDigit) }
        return isBasic ? StatusCode(StatusCode.failed) : nil
    }
}
