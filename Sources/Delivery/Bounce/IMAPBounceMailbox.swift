import CCurl
import FollowUps
import Foundation

/// The mailbox that delivery reports come to, read by IMAP. Fetching a mail marks it as seen, so `read` flags it first:
/// what is unseen or flagged has not been dealt with, even after a crash.
public final class IMAPBounceMailbox: Sendable {
    private let server: IMAPServer
    private let authenticator: MailAuthenticator
    private let connectTimeout: TimeInterval
    private let timeout: TimeInterval
    private let base: String
    private let threads = CurlThreads(count: 1, name: "imap")

    /// In bytes: room for some hundred thousand UIDs.
    private static let longestList = 1 << 20

    /// - Parameters:
    ///   - connectTimeout: includes the TLS handshake.
    ///   - timeout: for one command.
    public init(_ server: IMAPServer, authenticator: MailAuthenticator, connectTimeout: TimeInterval = 15, timeout: TimeInterval = 30) {
        self.server = server
        self.authenticator = authenticator
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        base = server.url.text + (server.url.text.hasSuffix("/") ? "" : "/") + PercentEncoding.encoded(server.folder)
    }

    /// The UIDs that are unseen or flagged. Throws `MailboxError`, as all methods here do.
    public func waiting() async throws -> UnreadMails {
        let (answer, uidValidity) = try await perform("UID SEARCH OR UNSEEN FLAGGED", longest: Self.longestList, isFirst: true)
        let numbers = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { $0.uppercased().hasPrefix("* SEARCH") }.flatMap { $0.split(separator: " ").dropFirst(2).compactMap { UInt32($0) } }
        return UnreadMails(
            mailbox: "\(server.login.username) \(base)", uidValidity: uidValidity ?? 0, uids: Set(numbers).sorted())
    }

    /// Reads at most `ReturnedMail.longest` bytes. The mail keeps waiting until `finish` or `leaveUnread`.
    public func read(_ mail: UInt32) async throws -> ReturnedMail {
        _ = try await perform("UID STORE \(mail) +FLAGS.SILENT (\\Flagged)", longest: Self.longestList)
        do {
            return ReturnedMail(mail: [UInt8](try await perform(nil, of: mail, longest: ReturnedMail.longest).answer))
        } catch let error as MailboxError where error.isTooLong {
            // Some servers ignore PARTIAL and send the whole mail.
            return .notUnderstood
        }
    }

    /// Marks the mail as dealt with: seen and not flagged.
    public func finish(_ mail: UInt32) async throws {
        _ = try await perform("UID STORE \(mail) +FLAGS.SILENT (\\Seen)", longest: Self.longestList)
        _ = try await perform("UID STORE \(mail) -FLAGS.SILENT (\\Flagged)", longest: Self.longestList)
    }

    /// Leaves the mail to a person, unseen and unflagged as it was found.
    public func leaveUnread(_ mail: UInt32) async throws {
        _ = try await perform("UID STORE \(mail) -FLAGS.SILENT (\\Seen \\Flagged)", longest: Self.longestList)
    }

    /// A nil `command` fetches `mail`. An answer of more than `longest` bytes is an error.
    private func perform(
        _ command: String?, of mail: UInt32? = nil, longest: Int, isFirst: Bool = false
    ) async throws -> (answer: Data, uidValidity: UInt32?) {
        let reply = await authenticator.attempt(failure: { IMAPReply.noToken($0) }) { token in
            await threads.run { [self] handle in
                guard let handle else { return (.failed("libcurl could not be started"), nil, false) }
                // A server may have dropped an idle connection, and that shows only when a command fails. So each look opens a new one.
                if isFirst { handle.abandonConnection() }
                handle.reset()
                handle.set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
                handle.set(CURLOPT_URL, base + (mail.map { ";UID=\($0);PARTIAL=0.\(longest)" } ?? ""))
                handle.setTimeouts(connect: connectTimeout, total: timeout)
                handle.requireTLS(caFile: server.caFile)
                authenticator.apply(to: handle, token, asksAnyWay: true)
                if let command { handle.set(CURLOPT_CUSTOMREQUEST, command) }
                let outcome = handle.perform(as: .command, reach: .anywhere, keepingAnswer: longest)
                let reply = IMAPReply(outcome, server: server, hiding: authenticator.secrets(token), usesToken: token != nil)
                return (reply, reply.refusal, reply.isLoggedIn)
            }
        }
        return (try reply.answer.get(), reply.uidValidity)
    }
}
