import CCurl
import FollowUps
import Foundation

/// The mailbox that delivery reports come to, read by IMAP.
///
/// Reading a mail marks it as seen, whatever becomes of us next. So it is flagged before that, and the flag is taken away when it has been dealt
/// with: what is not seen, or flagged, waits.
public final class BounceMailbox: Sendable {
    private let server: IMAPServer
    private let base: String
    private let threads = CurlThreads(count: 1, name: "imap")

    /// Of the numbers of the mails that wait, in bytes: some hundred thousand.
    private static let longestList = 1 << 20

    public init(_ server: IMAPServer) throws(TransportError) {
        guard let address = ServerAddress(server.url), ["imap", "imaps"].contains(address.scheme) else { throw .badURL(server.url) }
        self.server = server
        base = server.url + (server.url.hasSuffix("/") ? "" : "/") + OAuthClient.encoded(server.folder)
    }

    /// The mails that have not been dealt with.
    public func waiting() async throws -> UnreadMails {
        let (answer, uidValidity) = try await perform("UID SEARCH OR UNSEEN FLAGGED", longest: Self.longestList, isFirst: true)
        let numbers = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { $0.uppercased().hasPrefix("* SEARCH") }.flatMap { $0.split(separator: " ").dropFirst(2).compactMap { UInt32($0) } }
        return UnreadMails(
            mailbox: "\(server.login.username) \(base)", uidValidity: uidValidity ?? 0, uids: Set(numbers).sorted())
    }

    /// What a mail is; of a long one as much is read as can be of use. It waits on until `finish` or `leaveUnread`.
    public func read(_ mail: UInt32) async throws -> ReturnedMail {
        _ = try await perform("UID STORE \(mail) +FLAGS.SILENT (\\Flagged)", longest: Self.longestList)
        do {
            return ReturnedMail(mail: [UInt8](try await perform(nil, of: mail, longest: ReturnedMail.longest).answer))
        } catch let error as MailboxError where error.isTooLong {
            // Not every server gives part of a mail only.
            return .notUnderstood
        }
    }

    /// It has been dealt with.
    public func finish(_ mail: UInt32) async throws {
        _ = try await perform("UID STORE \(mail) +FLAGS.SILENT (\\Seen)", longest: Self.longestList)
        _ = try await perform("UID STORE \(mail) -FLAGS.SILENT (\\Flagged)", longest: Self.longestList)
    }

    /// It is for somebody to read, and looks as if we had never read it.
    public func leaveUnread(_ mail: UInt32) async throws {
        _ = try await perform("UID STORE \(mail) -FLAGS.SILENT (\\Seen \\Flagged)", longest: Self.longestList)
    }

    /// - Parameters:
    ///   - command: nil to fetch the mail of a number.
    ///   - longest: of the answer, in bytes; more ends it.
    private func perform(
        _ command: String?, of mail: UInt32? = nil, longest: Int, isFirst: Bool = false
    ) async throws -> (answer: Data, uidValidity: UInt32?) {
        let reply = await server.login.attempt(failure: { IMAPReply.noToken($0) }) { token in
            await threads.run { [self] handle in
                guard let handle else { return (.failed("libcurl could not be started"), nil, false) }
                // One connection for each look: what stands open for minutes may have been let go, and says so too late.
                if isFirst { handle.abandonConnection() }
                handle.reset()
                handle.set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
                handle.set(CURLOPT_URL, base + (mail.map { ";UID=\($0);PARTIAL=0.\(longest)" } ?? ""))
                handle.setTimeouts(connect: server.connectTimeout, total: server.timeout)
                handle.requireTLS(caFile: server.caFile)
                server.login.apply(to: handle, token, asksAnyWay: true)
                if let command { handle.set(CURLOPT_CUSTOMREQUEST, command) }
                let outcome = handle.perform(as: .command, reach: .anywhere, keepingAnswer: longest)
                let reply = IMAPReply(outcome, server: server, hiding: server.login.secrets(token), usesToken: token != nil)
                return (reply, reply.refusal, reply.isLoggedIn)
            }
        }
        return (try reply.answer.get(), reply.uidValidity)
    }
}
