/// A server on 127.0.0.1 with answers that no honest server gives.
public final class HostileServer: Sendable {
    /// Latin-1 text, repeated.
    public struct Piece: Sendable, Encodable {
        let text: String
        let times: Int

        public init(_ text: String, times: Int = 1) { (self.text, self.times) = (text, times) }
        /// More than anybody waits for.
        public static func endless(_ text: String) -> Piece { Piece(text, times: 1 << 40) }
    }

    public enum Place: String, Sendable {
        case greeting, hello = "EHLO", mail = "MAIL", recipient = "RCPT", data = "DATA", content
        /// HTTP.
        case request
    }

    private let server: EventServer

    /// Returns when the server listens. It answers everything but `place` correctly.
    ///
    /// - Parameters:
    ///   - inPieces: one byte at a time.
    ///   - closes: hangs up after that answer.
    public init(at place: Place, _ pieces: [Piece], inPieces: Bool = false, closes: Bool = false) async throws {
        struct Settings: Encodable { let speaks: String, at: String, pieces: [Piece], inPieces: Bool, closes: Bool }
        let speaks = place == .request ? "http" : "smtp"
        server = try await EventServer(
            "hostile_server.py", settings: Settings(speaks: speaks, at: place.rawValue, pieces: pieces, inPieces: inPieces, closes: closes))
    }

    public func url(scheme: String, path: String = "") -> String { "\(scheme)://127.0.0.1:\(server.port)\(path)" }
    public var connections: Int { get throws { try server.count("connection") } }
}
