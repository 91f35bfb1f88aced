import CCurl
import FollowUps
import Foundation

/// Sends the heartbeat ping to a dead man's switch such as Healthchecks, which raises the alarm when pings stop.
public final class PingTransport: Sendable {
    private let url: String
    private let isEncrypted: Bool
    private let reach: EgressPolicy
    private let caFile: String?
    private let timeout: TimeInterval
    private let threads = CurlThreads(count: 1, name: "ping")

    /// - Parameter url: `https`, or `http` to a loopback address. No error shows it: whoever knows it can pretend that all is well.
    public init(url: String, allowPrivate: Bool = false, caFile: String? = nil, timeout: TimeInterval = 10) throws(TransportError) {
        guard let address = ServerAddress(url), ["http", "https"].contains(address.scheme) else { throw .badPingURL }
        isEncrypted = address.scheme == "https"
        guard isEncrypted || address.isLoopback else { throw .unencryptedPing }
        self.url = url
        self.caFile = caFile
        self.timeout = timeout
        reach = EgressPolicy(to: address, allowPrivate: allowPrivate)
    }

    /// Returns what went wrong, or nil when the answer was a status of success.
    public func ping() async -> String? {
        await threads.run { [self] handle in
            guard let handle else { return "libcurl could not be started" }
            handle.resetForWeb(url: url, isEncrypted: isEncrypted, caFile: caFile, connectTimeout: timeout, timeout: timeout)
            let outcome = handle.perform(as: .none, reach: reach)
            switch outcome.status {
            case 200..<300: return nil
            case 300..<400: return "it was answered with \(outcome.status), a redirect, and redirects are not followed"
            case 400...: return "it was answered with \(outcome.status)"
            default:
                if let address = outcome.refusedAddress { return reach.objection(to: address) }
                return outcome.message.asReason(hiding: [url])
            }
        }
    }
}
