import CCurl
import Foundation

extension CurlHandle {
    /// Prepares an HTTP request: one scheme, no redirects, and TLS when `isEncrypted`.
    func resetForWeb(url: String, isEncrypted: Bool, caFile: String?, connectTimeout: TimeInterval, timeout: TimeInterval) {
        reset()
        set(CURLOPT_PROTOCOLS_STR, isEncrypted ? "https" : "http")
        set(CURLOPT_URL, url)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_USERAGENT, "opvolg")
        setTimeouts(connect: connectTimeout, total: timeout)
        if isEncrypted { requireTLS(caFile: caFile) }
    }
}
