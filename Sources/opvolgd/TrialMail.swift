import Configuration
import DeliverySetup
import FollowUps
import Foundation
import Messages

/// What `opvolg check --send-to` has this program do, which can speak with mail servers: one mail, and a look into the bounce mailbox. Neither the
/// database nor a daemon that runs is touched.
enum TrialMail {
    /// Says what came of it on standard output, a line each; false when something did not work.
    static func run(
        to address: MailAddress, _ settings: Settings, credentials: Credentials, clock: @escaping @Sendable () -> Date
    ) async throws -> Bool {
        let mail = try MessageRenderer(settings).trial(
            to: address, messageID: settings.mail.messageID(UUID()), in: settings.service.language, at: clock())
        let trial = DeliveryTrial(settings, credentials: credentials, clock: clock)
        let found = [await trial.send(mail), await trial.sendOverSecondWay(mail), await trial.openBounceMailbox()].compactMap { $0 }
        for finding in found { print(finding.text) }
        return found.allSatisfy(\.isGood)
    }
}
