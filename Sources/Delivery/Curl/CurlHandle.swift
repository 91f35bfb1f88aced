import CCurl
import Foundation

/// One libcurl easy handle: everything that this project asks of C stands here.
///
/// A handle keeps its connection from one transfer to the next, so it belongs to one thread and lives as long as that.
final class CurlHandle {
    /// How a transfer ended, and what was seen of it.
    struct Outcome {
        let code: CURLcode
        /// The last SMTP or HTTP status of this transfer; 0 when there was none.
        let status: Int
        /// libcurl's own words.
        let message: String
        /// Whether libcurl had taken the last byte of the content, so that the other side may have all of it.
        let contentWasSent: Bool
        /// Whether it went over a connection that was there already.
        let reusedConnection: Bool
        /// The lines that the other side answered with, the last of them last.
        let replies: [String]
    }

    /// What the callbacks of one transfer read and write.
    private final class Context {
        let content: Data
        var offset = 0
        var contentWasSent = false
        var replies: [String] = []

        init(content: Data) { self.content = content }
    }

    /// More lines than this from one transfer are of no use to anybody; the last ones are kept.
    private static let mostReplies = 64
    private static let longestReply = 512

    /// Must have happened once before any thread uses libcurl; nil afterwards when it worked.
    private static let globalInit = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    private let handle: UnsafeMutableRawPointer
    private var errorBuffer = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

    /// Nil when libcurl has no memory for another handle.
    init?() {
        guard Self.globalInit == CURLE_OK, let handle = curl_easy_init() else { return nil }
        self.handle = handle
    }

    deinit { curl_easy_cleanup(handle) }

    /// Forgets the options of the last transfer and keeps its connection.
    func reset() {
        curl_easy_reset(handle)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        // A proxy out of the environment has no business with what a school sends.
        set(CURLOPT_PROXY, "")
    }

    func set(_ option: CURLoption, _ value: Int) { _ = opvolg_curl_set_long(handle, option, value) }

    /// libcurl keeps a copy of the text.
    func set(_ option: CURLoption, _ value: String) { _ = opvolg_curl_set_string(handle, option, value) }

    func setTimeouts(connect: TimeInterval, total: TimeInterval) {
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(connect * 1000))
        set(CURLOPT_TIMEOUT_MS, Int(total * 1000))
    }

    /// TLS for every byte or not at all, always with a certificate that is checked against the host's name.
    func requireTLS(caFile: String?) {
        set(CURLOPT_USE_SSL, opvolg_curl_usessl_all())
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile { set(CURLOPT_CAINFO, caFile) }
    }

    /// Performs the transfer that the options describe, with `content` as its upload (SMTP) or, when `post` is set, as the body of a POST.
    ///
    /// - Parameter lists: header or recipient lists, each for its option.
    func perform(content: Data, post: Bool = false, lists: [(option: CURLoption, lines: [String])] = []) -> Outcome {
        let context = Context(content: content)
        let pointer = Unmanaged.passUnretained(context).toOpaque()
        _ = opvolg_curl_set_pointer(handle, CURLOPT_READDATA, pointer)
        _ = opvolg_curl_set_transfer(handle, CURLOPT_READFUNCTION, Self.read)
        _ = opvolg_curl_set_pointer(handle, CURLOPT_HEADERDATA, pointer)
        _ = opvolg_curl_set_transfer(handle, CURLOPT_HEADERFUNCTION, Self.noteReply)
        _ = opvolg_curl_set_transfer(handle, CURLOPT_WRITEFUNCTION, Self.discard)
        if post {
            set(CURLOPT_POST, 1)
            _ = opvolg_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(content.count))
        } else {
            set(CURLOPT_UPLOAD, 1)
            _ = opvolg_curl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(content.count))
        }
        let made = lists.map { option, lines in
            let list = lines.reduce(nil as UnsafeMutablePointer<curl_slist>?) { curl_slist_append($0, $1) }
            _ = opvolg_curl_set_list(handle, option, list)
            return list
        }
        defer { made.forEach(curl_slist_free_all) }

        let code = errorBuffer.withUnsafeMutableBufferPointer { buffer in
            buffer.update(repeating: 0)
            _ = opvolg_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            defer { _ = opvolg_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return withExtendedLifetime(context) { curl_easy_perform(handle) }
        }
        let detail = errorBuffer.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
        return Outcome(
            code: code, status: long(CURLINFO_RESPONSE_CODE), message: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail,
            contentWasSent: context.contentWasSent, reusedConnection: long(CURLINFO_NUM_CONNECTS) == 0, replies: context.replies)
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        return opvolg_curl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    /// Hands libcurl the next piece of the content; when there is none left, all of it may have arrived.
    private static let read: opvolg_curl_transfer = { buffer, size, count, pointer in
        guard let buffer, let pointer else { return 0 }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        let length = min(size * count, context.content.count - context.offset)
        let start = context.content.startIndex + context.offset
        context.content.copyBytes(
            to: UnsafeMutableRawBufferPointer(start: buffer, count: length).bindMemory(to: UInt8.self), from: start..<(start + length))
        context.offset += length
        if context.offset == context.content.count { context.contentWasSent = true }
        return length
    }

    private static let noteReply: opvolg_curl_transfer = { buffer, size, count, pointer in
        guard let buffer, let pointer else { return size * count }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        let bytes = UnsafeRawBufferPointer(start: buffer, count: min(size * count, longestReply))
        if context.replies.count >= mostReplies { context.replies.removeFirst() }
        context.replies.append(String(decoding: bytes, as: UTF8.self))
        return size * count
    }

    /// Nobody needs the body of an answer. It ends with the time limit however long it is.
    private static let discard: opvolg_curl_transfer = { _, size, count, _ in size * count }
}

extension CurlHandle.Outcome {
    /// The last answer of the other side in one line of printable characters, without the status in front and no longer than 200 characters.
    func lastReply(hiding secrets: [String] = []) -> String? {
        guard let line = replies.last(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
        return line.asReason(hiding: secrets)
    }
}

extension String {
    /// Text of another program made fit for our own: one line of printable ASCII of at most 200 characters, without what must not be repeated.
    func asReason(hiding secrets: [String] = []) -> String {
        var text = self
        for secret in secrets where !secret.isEmpty { text = text.replacing(secret, with: "…") }
        let printable = text.unicodeScalars.map { (0x20...0x7E).contains($0.value) || $0 == "…" ? Character($0) : " " }
        return String(String(printable).split(separator: " ").joined(separator: " ").prefix(200))
    }
}
