import FollowUps
import Foundation
import Messages
import Reminding
import WebServer

/// Mails sign-in links the way that reminders go, without the outbox.
struct SignInMailer: SignInMailing {
    let renderer: MessageRenderer
    let transport: any MessageTransport
    let newMessageID: @Sendable () -> String

    func send(_ link: String, to person: Person, at now: Date) async -> SignInMailResult {
        guard let mail = try? renderer.signIn(link, to: person, messageID: newMessageID(), at: now) else { return .refused }
        switch await transport.send(mail) {
        // One that may have arrived is not sent again: whoever got none asks for another.
        case .accepted, .unknown: return .sent
        case .refusedForNow, .unavailable, .busy: return .notNow
        case .refused, .refusedAmbiguously, .endpointGone: return .refused
        }
    }
}
