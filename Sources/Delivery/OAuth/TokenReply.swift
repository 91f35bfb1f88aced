import CCurl
import FollowUps
import Foundation

/// What the answer of a token server means (RFC 6749, sections 5.1 and 5.2). Only its codes are repeated: its sentences may hold anything.
struct TokenReply {
    let outcome: CurlHandle.Outcome
    let body: Data
    let tokenURL: WebURL
    let secrets: [String]
    /// When the answer arrived, for a pause that ends at a date.
    let now: Date

    private struct Fields: Decodable {
        let access_token: String?
        let token_type: String?
        let expires_in: Seconds?
        let error: String?
        let error_codes: [Int]?
    }

    /// Older servers put the number in quotes.
    private struct Seconds: Decodable {
        let value: TimeInterval

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            value = try (try? container.decode(TimeInterval.self)) ?? TimeInterval(container.decode(String.self)) ?? 0
        }
    }

    private static let usualLifetime: TimeInterval = 3600
    private static let longestLifetime: TimeInterval = 86_400

    var result: Result<AccessToken, TokenProblem> {
        if let address = outcome.refusedAddress { return .failure(.lasting("\(server): \(EgressPolicy.loopback.objection(to: address))")) }
        switch outcome.status {
        case 200 where outcome.code == CURLE_OK: return token
        case 300..<400:
            return .failure(.lasting("\(server) answered \(outcome.status), a redirect, and redirects are not followed; check [mail] token_url"))
        case 408, 425, 429, 500..<600:
            return .failure(.passing("\(server) answered \(outcome.status): it gives out no tokens now", retryAfter: outcome.retryAfter(at: now)))
        case 400..<500: return .failure(.lasting(refusal))
        default: return .failure(withoutStatus)
        }
    }

    private var server: String { "the token server \(tokenURL.address.scheme)://\(tokenURL.address.host)" }

    private var token: Result<AccessToken, TokenProblem> {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: body), let text = fields.access_token,
            (fields.token_type ?? "Bearer").lowercased() == "bearer",
            let token = AccessToken(text, lifetime: min(fields.expires_in?.value ?? Self.usualLifetime, Self.longestLifetime))
        else { return .failure(.passing("\(server) answered with something that is no token; check [mail] token_url")) }
        return .success(token)
    }

    private var withoutStatus: TokenProblem {
        switch outcome.code {
        // Too long for a token, so it was cut off.
        case CURLE_WRITE_ERROR: .passing("\(server) answered with far more than a token; check [mail] token_url")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ISSUER_ERROR:
            .passing("no safe connection to \(server)", saying: outcome.message.asReason(hiding: secrets))
        default: .passing("no answer from \(server)", saying: outcome.message.asReason(hiding: secrets))
        }
    }

    /// Advice by Entra's error number where we know it, else by OAuth's error word.
    private var refusal: String {
        let fields = try? JSONDecoder().decode(Fields.self, from: body)
        let code = fields?.error_codes?.first
        let word = fields?.error.flatMap { Self.isWord($0) ? $0 : nil }
        let said = [word, code.map { "AADSTS\($0)" }].compactMap { $0 }.joined(separator: ", ")
        let answer = "\(server) answered \(outcome.status)\(said.isEmpty ? "" : " (\(said))")"
        return "\(answer): \(Self.advice(code: code, word: word))"
    }

    private static let restart = "and restart opvolgd"

    private static func advice(code: Int?, word: String?) -> String {
        switch code {
        case 7_000_222:
            return "the client secret has expired; make a new one in the app registration, put its value into [mail] client_secret_file \(restart)"
        case 7_000_215:
            return "the client secret is wrong; [mail] client_secret_file has to hold the value of a secret, not its ID; put it there \(restart)"
        case 700_016: return "there is no such application in this tenant; check [mail] client_id and tenant \(restart)"
        case 90_002, 900_023: return "there is no such tenant; check [mail] tenant \(restart)"
        case 7_000_112: return "the application is disabled; let the administrator enable it in Entra (Enterprise applications)"
        case 53_003: return "a conditional access policy blocks the application; let the administrator except it"
        case 1_002_012, 70_011: return "this scope is not known; check [mail] token_scope \(restart)"
        default: break
        }
        switch word {
        case "invalid_client":
            return "the client secret is wrong, has expired or was revoked; put a good one into [mail] client_secret_file, check client_id \(restart)"
        case "unauthorized_client": return "the application may not do this; check [mail] client_id, and its permissions in the app registration"
        case "invalid_scope": return "this scope is not known; check [mail] token_scope \(restart)"
        default: return "check [mail] tenant, client_id, client_secret_file and token_url \(restart)"
        }
    }

    /// A word such as `invalid_client`, so that no secret comes back in it.
    private static func isWord(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
