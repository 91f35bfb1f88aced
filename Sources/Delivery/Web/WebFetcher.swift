import CCurl
import FollowUps
import Foundation

/// Fetches what another server says as JSON, such as a provider of accounts. It follows no redirect and repeats no secret.
public final class WebFetcher: Sendable {
    public struct Answer: Sendable, Hashable {
        public let status: Int
        public let body: Data
    }

    /// There was no answer; `reason` holds no secret.
    public struct Failure: Error, Sendable, Hashable {
        public let reason: String
    }

    /// In bytes; a longer answer is none.
    private static let longestAnswer = 256 * 1024

    private let caFile: String?
    private let timeout: TimeInterval
    private let threads: CurlThreads

    /// - Parameters:
    ///   - caFile: certificates that are trusted instead of the system's.
    ///   - timeout: in seconds, for a whole request.
    public init(caFile: String? = nil, timeout: TimeInterval = 8, connections: Int = 2, name: String) {
        self.caFile = caFile
        self.timeout = timeout
        threads = CurlThreads(count: connections, name: name)
    }

    public func get(_ url: WebURL) async -> Result<Answer, Failure> { await fetch(url, content: nil, headers: []) }

    /// Posts a form in application/x-www-form-urlencoded; a name and password go along by HTTP Basic (RFC 7617).
    public func post(_ form: String, to url: WebURL, username: String? = nil, password: String? = nil) async -> Result<Answer, Failure> {
        var headers = ["Content-Type: application/x-www-form-urlencoded", "Expect:"]
        if let username, let password { headers.append("Authorization: Basic \(Data("\(username):\(password)".utf8).base64EncodedString())") }
        return await fetch(url, content: Data(form.utf8), headers: headers)
    }

    private func fetch(_ url: WebURL, content: Data?, headers: [String]) async -> Result<Answer, Failure> {
        await threads.run { [caFile, timeout] handle in
            guard let handle else { return .failure(Failure(reason: "libcurl could not be started")) }
            handle.resetForWeb(url: url.text, isEncrypted: url.isEncrypted, caFile: caFile, connectTimeout: timeout, timeout: timeout)
            let reach: EgressPolicy = url.isEncrypted ? .anywhere : .loopback
            let outcome = handle.perform(
                content: content ?? Data(), as: content == nil ? .none : .post, reach: reach,
                lists: [(CURLOPT_HTTPHEADER, ["Accept: application/json"] + headers)], keepingAnswer: Self.longestAnswer)
            if let address = outcome.refusedAddress { return .failure(Failure(reason: reach.objection(to: address))) }
            guard outcome.code == CURLE_OK, outcome.status > 0 else { return .failure(Failure(reason: outcome.message.asReason(hiding: [url.text]))) }
            return .success(Answer(status: outcome.status, body: outcome.answer))
        }
    }
}
