import Foundation
import TestSupport

/// Sends requests as they are given and follows nothing, with Python's `http.client`, which shares no code with ours.
struct WebClient {
    struct Request: Encodable {
        var method = "GET"
        let path: String
        var headers: [String: String] = [:]
        var body: String?
    }

    struct Answer: Decodable {
        let status: Int
        /// Names in lower case; several with one name are joined by a comma.
        let headers: [String: String]
        let body: String

        /// The cookie that it sets, as a request sends it; of several the first.
        var cookie: String? { headers["set-cookie"]?.split(separator: ";").first.map(String.init) }
    }

    let port: Int

    private static let program = """
        import http.client, json, sys
        ask = json.load(sys.stdin)
        answers = []
        for request in ask["requests"]:
            connection = http.client.HTTPConnection("127.0.0.1", ask["port"], timeout=30)
            body = request.get("body")
            connection.request(request["method"], request["path"], body.encode() if body is not None else None, request["headers"])
            answer = connection.getresponse()
            headers = {}
            for name, value in answer.getheaders():
                headers[name.lower()] = ", ".join(([headers[name.lower()]] if name.lower() in headers else []) + [value])
            answers.append({"status": answer.status, "headers": headers, "body": answer.read().decode()})
            connection.close()
        json.dump(answers, sys.stdout)
        """

    private struct Ask: Encodable {
        let port: Int
        let requests: [Request]
    }

    func send(_ requests: [Request]) async throws -> [Answer] {
        let ask = try JSONEncoder().encode(Ask(port: port, requests: requests))
        let result = try await ProgramRun.run(.python, ["-c", Self.program], input: .data(ask))
        guard result.exitCode == 0 else { throw Unexpected(description: "the requests could not be sent:\n\(result.standardError)") }
        return try JSONDecoder().decode([Answer].self, from: Data(result.standardOutput.utf8))
    }

    func send(_ request: Request) async throws -> Answer {
        guard let answer = try await send([request]).first else { throw Unexpected(description: "no answer to \(request.path)") }
        return answer
    }

    func get(_ path: String, cookie: String? = nil, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(Request(path: path, headers: headers.merging(cookie.map { ["Cookie": $0] } ?? [:]) { $1 }))
    }

    /// As a form of our own pages is sent.
    func post(_ path: String, _ form: String = "", cookie: String? = nil, from site: String = "same-origin") async throws -> Answer {
        var headers = ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": site]
        headers["Cookie"] = cookie
        return try await send(Request(method: "POST", path: path, headers: headers, body: form))
    }
}

/// An answer that a test cannot go on with.
struct Unexpected: Error, CustomStringConvertible {
    let description: String
}
