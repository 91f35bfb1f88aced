import CCurl
import FollowUps
import Foundation

struct IMAPReply: Sendable {
    let answer: Result<Data, MailboxError>
    /// Why the server did not take the token; nil otherwise, also when it refused a password.
    let refusal: String?
    /// From SELECT (RFC 3501, section 7.3.1); nil when the mailbox was already open.
    private(set) var uidValidity: UInt32?

    var isLoggedIn: Bool { if case .success = answer { true } else { false } }

    static func failed(_ problem: String, saying said: String = "") -> Self {
        Self(answer: .failure(MailboxError(problem, saying: said)), refusal: nil)
    }
    static func noToken(_ problem: TokenProblem) -> Self { failed(problem.cause, saying: problem.said) }

    private init(answer: Result<Data, MailboxError>, refusal: String?) { (self.answer, self.refusal) = (answer, refusal) }

    init(_ outcome: CurlHandle.Outcome, server: IMAPServer, hiding: [String], usesToken: Bool) {
        // After a refusal libcurl logs out, so the refusal is not the last answer.
        let no = outcome.replies.last { line in
            let words = line.split(separator: " ", maxSplits: 2)
            return words.count > 1 && (words[1] == "NO" || words[1] == "BAD")
        }
        let said = (no ?? "").asReason(hiding: hiding)
        let message = outcome.message.asReason(hiding: hiding)
        switch outcome.code {
        case CURLE_OK:
            self.init(answer: .success(outcome.answer), refusal: nil)
            uidValidity = outcome.replies.lazy.compactMap { Self.uidValidity(in: $0) }.first
        // libcurl's code for any refusal before the command itself.
        case CURLE_LOGIN_DENIED where message.hasPrefix("Select failed"):
            self = .failed("\(server.url) has no folder \"\(server.folder)\" for this login; check [bounce] folder", saying: said)
        case CURLE_LOGIN_DENIED where usesToken:
            let reason =
                "\(server.url) did not take the token; check that the mailbox of [bounce] exists, allows IMAP and lets the application in "
                + "(IMAP.AccessAsApp and a service principal)"
            self.init(answer: .failure(MailboxError(reason)), refusal: reason)
        case CURLE_LOGIN_DENIED: self = .failed("\(server.url) refused the username or password of [bounce]", saying: said)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ISSUER_ERROR:
            self = .failed("no safe connection to \(server.url)", saying: message)
        case CURLE_USE_SSL_FAILED: self = .failed("\(server.url) offers no STARTTLS, and mail is not read without TLS")
        case CURLE_WRITE_ERROR:
            self.init(answer: .failure(MailboxError("\(server.url) answered with more than can be read", isTooLong: true)), refusal: nil)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT:
            self = .failed("no answer from \(server.url)", saying: message)
        default:
            let words = said.isEmpty ? message : "\(message): \(said)"
            self = .failed("error \(outcome.code.rawValue) of libcurl with \(server.url)", saying: words)
        }
    }

    /// `* OK [UIDVALIDITY 1164113460] UIDs valid`
    private static func uidValidity(in line: String) -> UInt32? {
        guard line.hasPrefix("* "), let start = line.uppercased().range(of: "[UIDVALIDITY ")?.upperBound else { return nil }
        return UInt32(line.uppercased()[start...].prefix { $0.isASCII && $0.isNumber })
    }
}
