import CCurl
import Foundation

/// One libcurl easy handle; libcurl is called nowhere else. It keeps its connection between transfers, so it must stay on one thread.
final class CurlHandle {
    /// What the callbacks of one transfer share.
    private final class Context {
        let content: Data
        let isPost: Bool
        let reach: EgressPolicy
        var refusedAddress: NetworkAddress?
        var offset = 0
        var contentWasSent = false
        /// A longer body ends the transfer.
        let longestAnswer: Int
        let keepsAnswer: Bool
        var answerBytes = 0
        var answer = Data()
        var replies: [String] = []
        var replyBytes = 0

        init(content: Data, isPost: Bool, reach: EgressPolicy, keepingAnswer: Int?) {
            (self.content, self.isPost, self.reach) = (content, isPost, reach)
            (longestAnswer, keepsAnswer) = (keepingAnswer ?? CurlHandle.longestAnswer, keepingAnswer != nil)
        }
    }

    /// The last lines are kept.
    private static let mostReplies = 64
    private static let longestReply = 512
    /// In bytes, for all lines or headers of a transfer: libcurl keeps what it hears, and a server may never stop.
    private static let mostReplyBytes = 4 << 20
    /// In bytes, for an answer that nobody reads.
    private static let longestAnswer = 64 * 1024

    /// Must run once before any thread uses libcurl; `CURLE_OK` when it worked.
    private static let globalInit = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    private let handle: UnsafeMutableRawPointer
    /// What the kept connection was opened with.
    private var token: String?
    private var errorBuffer = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

    /// Nil when libcurl could not be started or has no memory.
    init?() {
        guard Self.globalInit == CURLE_OK, let handle = curl_easy_init() else { return nil }
        self.handle = handle
    }

    deinit { curl_easy_cleanup(handle) }

    /// Clears the options of the last transfer and keeps the connection.
    func reset() {
        curl_easy_reset(handle)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        // A proxy from the environment must not see what a school sends.
        set(CURLOPT_PROXY, "")
    }

    func set(_ option: CURLoption, _ value: Int) { _ = opvolg_curl_set_long(handle, option, value) }

    func set(_ option: CURLoption, _ value: String) { _ = opvolg_curl_set_string(handle, option, value) }

    /// Logs in by SASL XOAUTH2. A connection that another token opened is abandoned first, because it counts towards the server's limit.
    func logIn(as username: String, with token: AccessToken) {
        if let opener = self.token, opener != token.text { abandonConnection() }
        self.token = token.text
        set(CURLOPT_USERNAME, username)
        set(CURLOPT_XOAUTH2_BEARER, token.text)
        set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
    }

    func setTimeouts(connect: TimeInterval, total: TimeInterval) {
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(connect * 1000))
        set(CURLOPT_TIMEOUT_MS, Int(total * 1000))
    }

    /// Requires TLS, with a certificate that matches the host's name; `caFile` replaces the system's authorities.
    func requireTLS(caFile: String?) {
        set(CURLOPT_USE_SSL, opvolg_curl_usessl_all())
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile {
            set(CURLOPT_CAINFO, caFile)
            // Otherwise Debian's libcurl also trusts everything in /etc/ssl/certs.
            _ = opvolg_curl_set_string(handle, CURLOPT_CAPATH, nil)
        }
    }

    enum Upload {
        case mail
        case post
        /// HTTP GET.
        case none
        /// IMAP: the options say what is done.
        case command
    }

    /// Performs the transfer that the options describe, and blocks until it ends. A body longer than `keepingAnswer`
    /// bytes ends it; nil discards the body.
    func perform(
        content: Data = Data(), as upload: Upload, reach: EgressPolicy, lists: [(option: CURLoption, lines: [String])] = [], keepingAnswer: Int? = nil
    ) -> Outcome {
        let context = Context(content: content, isPost: upload == .post, reach: reach, keepingAnswer: keepingAnswer)
        let pointer = Unmanaged.passUnretained(context).toOpaque()
        _ = opvolg_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, pointer)
        _ = opvolg_curl_set_open_socket(handle, Self.openSocket)
        _ = opvolg_curl_set_pointer(handle, CURLOPT_READDATA, pointer)
        _ = opvolg_curl_set_transfer(handle, CURLOPT_READFUNCTION, Self.read)
        _ = opvolg_curl_set_pointer(handle, CURLOPT_HEADERDATA, pointer)
        _ = opvolg_curl_set_transfer(handle, CURLOPT_HEADERFUNCTION, Self.noteReply)
        _ = opvolg_curl_set_pointer(handle, CURLOPT_WRITEDATA, pointer)
        _ = opvolg_curl_set_transfer(handle, CURLOPT_WRITEFUNCTION, Self.takeAnswer)
        switch upload {
        case .post:
            set(CURLOPT_POST, 1)
            _ = opvolg_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(content.count))
        case .none: set(CURLOPT_HTTPGET, 1)
        case .command: break
        case .mail:
            // Without saying its size: libcurl 7.88 counts the dots that it doubles towards that size, and then leaves off the end of the mail.
            set(CURLOPT_UPLOAD, 1)
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
        if code != CURLE_OK { abandonConnection() }
        let detail = errorBuffer.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
        return Outcome(
            code: code, status: long(CURLINFO_RESPONSE_CODE), message: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail,
            contentWasSent: context.contentWasSent, reusedConnection: long(CURLINFO_NUM_CONNECTS) == 0, replies: context.replies,
            refusedAddress: context.refusedAddress, answer: context.answer)
    }

    /// Makes sure that the connection of the last transfer is not used again. After a timeout libcurl keeps it and takes a late answer
    /// for the answer to the next message. Shut down, it is found dead and closed without a QUIT that could take as long again.
    func abandonConnection() {
        var socket = CURL_SOCKET_BAD
        if opvolg_curl_get_socket(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD {
            shutdown(socket, Int32(SHUT_RDWR))
        }
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        return opvolg_curl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    /// Gives libcurl the next piece. It asks for a piece of a mail only when the last one has gone to the socket, so
    /// asking when none is left means that all has gone. After the last byte of a post it need not ask again.
    private static let read: opvolg_curl_transfer = { buffer, size, count, pointer in
        guard let buffer, let pointer else { return 0 }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        let length = min(size * count, context.content.count - context.offset)
        let start = context.content.startIndex + context.offset
        context.content.copyBytes(
            to: UnsafeMutableRawBufferPointer(start: buffer, count: length).bindMemory(to: UInt8.self), from: start..<(start + length))
        context.offset += length
        if context.isPost ? context.offset == context.content.count : length == 0 { context.contentWasSent = true }
        return length
    }

    private static let openSocket: curl_opensocket_callback = { pointer, _, address in
        guard let pointer, let address else { return CURL_SOCKET_BAD }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        let found = withUnsafePointer(to: &address.pointee.addr) { NetworkAddress($0) }
        guard let found, context.reach.includes(found) else {
            context.refusedAddress = found
            return CURL_SOCKET_BAD
        }
        return socket(address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    private static let noteReply: opvolg_curl_transfer = { buffer, size, count, pointer in
        guard let buffer, let pointer else { return size * count }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        context.replyBytes += size * count
        if context.replyBytes > mostReplyBytes { return 0 }
        let bytes = UnsafeRawBufferPointer(start: buffer, count: min(size * count, longestReply))
        if context.replies.count >= mostReplies { context.replies.removeFirst() }
        context.replies.append(String(decoding: bytes, as: UTF8.self))
        return size * count
    }

    /// The status is known by now, so cutting off a long body loses nothing.
    private static let takeAnswer: opvolg_curl_transfer = { buffer, size, count, pointer in
        guard let buffer, let pointer else { return 0 }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        context.answerBytes += size * count
        if context.answerBytes > context.longestAnswer { return 0 }
        if context.keepsAnswer { context.answer.append(Data(bytes: buffer, count: size * count)) }
        return size * count
    }
}
