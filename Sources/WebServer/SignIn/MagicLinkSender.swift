import FollowUps
import Foundation
import Logging
import Synchronization
import Templates
import WebPages

/// Mails sign-in links in the background. The answer has gone by then, so neither the page nor its timing reveals whether an address is known.
final class MagicLinkSender: Sendable {
    /// Further requests are dropped; nobody waits for them.
    static let mostUnderWay = 16
    /// In seconds, between attempts while the mail server answers "not now"; together well within the 15 minutes that a link works.
    static let pauses: [Double] = [20, 60, 180]

    private let site: WebEnvironment
    private let store: any SignInStore
    private let visibilities: any VisibilityStore
    private let newSecret: @Sendable () -> Secret
    private let logger: Logger
    private let underWay = Mutex(0)

    init(site: WebEnvironment, store: any SignInStore, visibilities: any VisibilityStore, newSecret: @escaping @Sendable () -> Secret, logger: Logger)
    {
        self.site = site
        self.store = store
        self.visibilities = visibilities
        self.newSecret = newSecret
        self.logger = logger
    }

    /// - Parameter next: where whoever follows the link goes then.
    func take(_ address: MailAddress, next: ReturnPath) {
        let isTaken = underWay.withLock { count in
            guard count < Self.mostUnderWay else { return false }
            count += 1
            return true
        }
        guard isTaken else { return logger.warning("web: too many ask for sign-in links at once; some get none") }
        Task {
            await handle(address, next: next)
            underWay.withLock { $0 -= 1 }
        }
    }

    /// Several people may share a mailbox; each gets a link of their own.
    private func handle(_ address: MailAddress, next: ReturnPath) async {
        let setup = site.setup
        let people = setup.rules.directory.people.filter { $0.email?.text.lowercased() == address.text.lowercased() }
        for person in people {
            do {
                let now = site.clock()
                guard let visibility = try await visibilities.visibility(of: person.id, rules: setup.rules, at: now), !visibility.needsSchoolAccount
                else {
                    logger.notice("web: somebody who has to use the school's account has asked for a sign-in link, and gets none")
                    continue
                }
                let secret = newSecret()
                guard try await store.requestSignIn(of: person.id, with: secret, atMost: setup.limits.signInMails, at: now) else {
                    logger.notice("web: somebody has asked for too many sign-in links, and gets no more for now")
                    continue
                }
                await mail(setup.publicOrigin.url(PagePath.signIn(secret, next: next.text)), to: person, by: setup.signInMail)
            } catch {
                logger.error("web: a sign-in link could not be made: \(error)")
            }
        }
    }

    private func mail(_ link: String, to person: Person, by mail: any SignInMailing) async {
        for pause in Self.pauses + [nil] {
            switch await mail.send(link, to: person, at: site.clock()) {
            case .sent: return logger.info("web: a sign-in link was mailed")
            case .refused: return logger.error("web: a sign-in link could not be mailed: the mail server refused it")
            case .notNow: break
            }
            guard let pause, (try? await Task.sleep(for: .seconds(pause))) != nil else { break }
        }
        logger.error("web: a sign-in link could not be mailed: the mail server had no time for it")
    }
}
