import Crypto
import FollowUps
import Foundation

/// One attempt to sign in, as the browser keeps it until it comes back from the provider.
struct SignInAttempt: Codable, Hashable, Sendable {
    /// In seconds: for whoever has to find their telephone first.
    static let length: TimeInterval = 600

    let state: String
    let nonce: String
    /// Whose hash the provider has (RFC 7636).
    let verifier: String
    let begun: Date
    /// Where they wanted to go.
    let next: String

    init(next: String, begun: Date, newSecret: () -> Secret) {
        state = newSecret().text
        nonce = newSecret().text
        // 44 characters: one more than the least that is allowed.
        verifier = newSecret().text + newSecret().text
        self.begun = begun
        self.next = next
    }

    var challenge: String { Data(SHA256.hash(data: Data(verifier.utf8))).base64URL }

    func isOver(at now: Date) -> Bool { now < begun || now >= begun.addingTimeInterval(Self.length) }
}

/// Seals attempts, so that a browser can keep them and neither read nor change them. The key is never written down: a restart ends what is under way.
struct AttemptSeal: Sendable {
    private let key = SymmetricKey(size: .bits256)

    func sealed(_ attempt: SignInAttempt) -> String? {
        guard let plain = try? JSONEncoder().encode(attempt) else { return nil }
        return (try? AES.GCM.seal(plain, using: key))?.combined?.base64URL
    }

    func opened(_ text: String) -> SignInAttempt? {
        guard let bytes = Data(base64URL: text), let box = try? AES.GCM.SealedBox(combined: bytes), let plain = try? AES.GCM.open(box, using: key)
        else { return nil }
        return try? JSONDecoder().decode(SignInAttempt.self, from: plain)
    }
}

/// The attempts that have been answered: each can be answered once.
struct AnsweredAttempts: Sendable {
    /// Above this number the oldest are forgotten; the provider takes none of their codes twice either.
    static let most = 10_000

    private var begun: [String: Date] = [:]

    /// False when it has been answered before.
    mutating func insert(_ attempt: SignInAttempt, at now: Date) -> Bool {
        guard begun[attempt.state] == nil else { return false }
        if begun.count >= Self.most {
            begun = begun.filter { now < $0.value.addingTimeInterval(SignInAttempt.length) }
            if begun.count >= Self.most, let oldest = begun.min(by: { $0.value < $1.value }) { begun[oldest.key] = nil }
        }
        begun[attempt.state] = attempt.begun
        return true
    }
}
