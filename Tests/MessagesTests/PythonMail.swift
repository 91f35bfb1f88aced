import Foundation
import Testing

/// A mail as Python's own parser reads it: an independent witness that the message is what RFC 5322 and MIME say.
struct PythonMail: Decodable {
    struct Part: Decodable {
        let type: String
        let charset: String?
        let encoding: String?
        let text: String
    }

    struct Mailbox: Decodable, Equatable {
        let name: String
        let address: String
    }

    let headers: [[String]]
    let subject: String
    let from: [Mailbox]
    let to: [Mailbox]
    /// As Python reads the date, in ISO 8601.
    let date: String
    let parts: [Part]
    /// What the parser found wrong, in the message, its headers and its parts.
    let defects: [String]

    private static let program = """
        import email, email.header, email.policy, email.utils, json, sys
        content = sys.stdin.buffer.read()
        message = email.message_from_bytes(content, policy=email.policy.default)
        # The newer parser puts a space between two encoded-words of a name, which RFC 2047 section 6.2 forbids; the older one does not.
        raw = email.message_from_bytes(content, policy=email.policy.compat32)
        decode = lambda text: str(email.header.make_header(email.header.decode_header(text)))
        boxes = lambda name: [{"name": decode(n), "address": a} for n, a in email.utils.getaddresses([raw[name]])]
        defects = [repr(d) for part in message.walk() for d in part.defects]
        defects += [f"{name}: {d!r}" for name, value in message.items() for d in value.defects]
        parts = [{"type": p.get_content_type(), "charset": p.get_content_charset(), "encoding": p["Content-Transfer-Encoding"],
                  "text": p.get_content().replace("\\r\\n", "\\n")} for p in message.iter_parts()]
        json.dump({"headers": [[k, str(v)] for k, v in message.items()], "subject": str(message["Subject"]), "from": boxes("From"),
                   "to": boxes("To"), "date": message["Date"].datetime.isoformat(), "parts": parts, "defects": defects}, sys.stdout)
        """

    init(_ message: Data) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", Self.program]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: message)
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        self = try JSONDecoder().decode(PythonMail.self, from: answer)
    }

    subscript(name: String) -> String? { headers.first { $0[0] == name }?[1] }
    var names: [String] { headers.map { $0[0] } }
}
