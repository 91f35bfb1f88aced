import Configuration
import DeliverySetup
import FollowUps
import Foundation
import Messages

/// The work of `opvolg check --send-to`: one test mail, and a look into the bounce mailbox. Touches neither the database nor a running daemon.
enum TestMail {
    /// Prints a line for each result; false when something did not work.
    static func run(
        to address: MailAddress, _ settings: Settings, credentials: Credentials, clock: @escaping @Sendable () -> Date
    ) async throws -> Bool {
        let mail = try MessageRenderer(templatesFrom: settings.service.templates, settings.messages, rules: settings.rules).trial(
            to: address, messageID: settings.mail.messageID(UUID()), in: settings.service.language, at: clock())
        let trial = DeliveryTest(settings, credentials: credentials, clock: clock)
        let found = [await trial.send(mail), await trial.sendOverSecondWay(mail), await trial.openBounceMailbox()].compactMap { $0 }
        for finding in found { print(finding.text) }
        return found.allSatisfy(\.isGood)
    }
}
