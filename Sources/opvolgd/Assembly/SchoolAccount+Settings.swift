import Configuration
import Delivery
import DeliverySetup
import FollowUps
import Foundation
import OpenIDConnect
import WebServer

extension SchoolAccount {
    /// Throws when the secret cannot be read.
    init(_ settings: SchoolAccountSettings, at origin: WebOrigin, credentials: Credentials) throws(CredentialError) {
        let provider = SchoolAccountProvider(
            issuer: settings.issuer, clientID: settings.clientID, clientSecret: try credentials.read(settings.clientSecretFile),
            callback: origin.url(SchoolAccount.callbackPath), connection: FetchingConnection(caFile: settings.caFile), newSecret: Secret.drawn)
        self.init(signIn: provider, claim: settings.claim)
    }

    /// What the pages offer when it cannot be set up: they say that it does not work, and to whom to turn. Nobody is let in by another way instead.
    init(unusable problem: String, _ settings: SchoolAccountSettings) {
        self.init(signIn: UnusableSchoolAccount(problem: problem), claim: settings.claim)
    }
}

private struct UnusableSchoolAccount: SchoolAccountSignIn {
    let problem: String

    func begin(next: String, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountStart { throw .unavailable(problem) }

    func finish(_ answer: SchoolAccountAnswer, sealedAttempt: String?, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountIdentity {
        throw .unavailable(problem)
    }

    func signOutAddress(returningTo address: String, hint: String?) async -> String? { nil }
}

extension SchoolAccountProvider: SchoolAccountSignIn {}

/// Reaches the provider over libcurl.
private struct FetchingConnection: ProviderConnection {
    private let fetcher: WebFetcher

    init(caFile: String?) { fetcher = WebFetcher(caFile: caFile, name: "school account") }

    func get(_ url: WebURL) async -> ProviderReply { reply(await fetcher.get(url)) }

    func post(_ form: String, to url: WebURL, as credentials: ProviderCredentials?) async -> ProviderReply {
        reply(await fetcher.post(form, to: url, username: credentials?.username, password: credentials?.password))
    }

    private func reply(_ result: Result<WebFetcher.Answer, WebFetcher.Failure>) -> ProviderReply {
        switch result {
        case .success(let answer): .answer(status: answer.status, body: answer.body)
        case .failure(let failure): .none(reason: failure.reason)
        }
    }
}
