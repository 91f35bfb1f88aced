import FollowUps
import Foundation
import Synchronization
import WebPages

/// What has been asked for behind links and waits for a second press. What opens a link by itself, ticks and presses, such as a mail scanner, gets no
/// further than the question: only its page has the secret that is sent along.
///
/// Kept in memory: after a restart the question is asked once more.
final class LinkConfirmations: Sendable {
    /// In seconds. What the page said would follow counts from the moment at which it was made.
    static let lifetime: TimeInterval = 3600
    /// Beyond these the oldest is forgotten.
    static let most = 10_000

    private struct Question {
        let token: LinkToken
        let form: FollowUpForm
        let askedAt: Date
    }

    private let questions = Mutex<[Secret: Question]>([:])
    private let newSecret: @Sendable () -> Secret

    init(newSecret: @escaping @Sendable () -> Secret) { self.newSecret = newSecret }

    /// What the page that asks has to send back.
    func ask(about form: FollowUpForm, behind token: LinkToken, at now: Date) -> Secret {
        let secret = newSecret()
        questions.withLock { questions in
            if questions.count >= Self.most, let oldest = questions.min(by: { $0.value.askedAt < $1.value.askedAt }) { questions[oldest.key] = nil }
            questions[secret] = Question(token: token, form: form, askedAt: now)
        }
        return secret
    }

    /// Whether this very thing was asked about and is now confirmed. A secret is good for once.
    func confirm(_ text: String?, _ form: FollowUpForm, behind token: LinkToken, at now: Date) -> Bool {
        guard let secret = text.flatMap({ Secret($0) }), let question = questions.withLock({ $0.removeValue(forKey: secret) }) else { return false }
        return question.token == token && question.form == form && abs(now.timeIntervalSince(question.askedAt)) < Self.lifetime
    }
}
