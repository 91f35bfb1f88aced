import FollowUps
import Foundation
import Synchronization
import WebPages

@testable import WebServer

/// Actions on one follow-up behind one link, that notes what is asked of it.
final class FakeActions: FollowUpActions {
    static let now = Date(timeIntervalSince1970: 1_796_000_000)
    static let token = LinkToken("c2VjcmV0LXRva2VuLTEyMw")

    struct Locked: Error, CustomStringConvertible { let description = "the database is locked" }

    private let formActions = Mutex<[FollowUpForm.FormAction]>([])
    private let looks = Mutex(0)
    private let answer: Mutex<Result<LinkedFollowUp, LinkRefusal>?>
    let refusal: ActionRefusal?

    /// What is asked for by closing the follow-up.
    static func close(_ outcome: OutcomeID, on date: Day?, reason: String?) throws -> FollowUpForm.FormAction {
        .close(try ClosingRequest(followUp(), outcome: outcome, on: date, reason: reason, rules: Setup.web().rules, now: now))
    }

    private static func followUp(_ status: FollowUp.Status = .open) -> FollowUp {
        FollowUp(
            id: 42, kind: "hulp", school: "s", caseCode: CaseCode("2026-1"), owner: .role("ib"), urgency: .normal, due: .day(Day(number: 20_800)),
            status: status, openedAt: now, escalation: FollowUp.Escalation(startedAt: now, startedBy: "x"),
            end: status == .open ? nil : FollowUp.End(at: now, outcome: "ja"))
    }

    init(status: FollowUp.Status = .open, refusal: ActionRefusal? = nil) {
        self.refusal = refusal
        let followUp = Self.followUp(status)
        let previews = Setup.kind.outcomes.map { OutcomePreview(outcome: $0, openings: []) }
        answer = Mutex(
            .success(LinkedFollowUp(person: "ib", followUp: followUp, previews: status == .open ? previews : [], ending: nil, opened: [])))
    }

    var performed: [FollowUpForm.FormAction] { formActions.withLock { $0 } }
    var looked: Int { looks.withLock { $0 } }

    /// From now on links are refused for this reason; with nil the database is locked.
    func refuse(_ reason: LinkRefusal?) { answer.withLock { $0 = reason.map { .failure($0) } } }

    func followUp(behind token: LinkToken, rules: Ruleset, at now: Date) throws -> Result<LinkedFollowUp, LinkRefusal> {
        looks.withLock { $0 += 1 }
        guard let answer = answer.withLock({ $0 }) else { throw Locked() }
        return token == Self.token ? answer : .failure(.unknown)
    }

    func view(of id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) throws -> FollowUpView? { nil }

    func perform(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) throws {
        if let refusal { throw refusal }
        formActions.withLock { $0.append(formAction) }
    }
}

/// Pages that say which they are.
struct PlainPages: PageRendering {
    let stylesheet = "body { color: black; }"

    func render(_ page: some PageModel) throws -> String {
        switch page {
        case let page as NoticePage: "notice \(page.notice)"
        case let page as SignedInNoticePage: "notice \(page.notice) for \(page.reader.person.id)"
        case let page as LinkPage where page.question != nil: "confirm \(page.question?.secret.text ?? "")"
        case let page as LinkPage:
            "follow-up \(page.contents.followUp.id) \(page.contents.outcomes.map(\.id)) \(page.contents.form.problems)"
        case let page as SignInPage: "sign-in \(page.step) \(page.next) \(page.offersSchoolAccount)"
        default: "\(type(of: page).page)"
        }
    }
}

/// What the files say, in a test.
enum Setup {
    static let kind = Kind(
        id: "hulp", title: LocalizedText(nl: "Hulp"), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
        outcomes: [
            Outcome(id: "ja", title: LocalizedText(nl: "Ja"), ends: true),
            Outcome(id: "nee", title: LocalizedText(nl: "Nee"), ends: true, needsReason: true),
        ])

    /// Whose link it is.
    static let reader = Person(id: "ib", name: "Zoë Ibsen", email: MailAddress("ib@school.example"))

    static func web(
        origin: String = "https://opvolg.school.example", rules: Ruleset? = nil, account: SchoolAccount? = nil, roles: [Role] = [],
        schools: [School] = []
    ) -> WebSetup {
        guard let origin = WebOrigin(origin) else { preconditionFailure("\(origin) is no origin") }
        let clock = WallClock(zone: .gmt)
        return WebSetup(
            rules: rules
                ?? Ruleset(
                    catalogues: Catalogues(Catalogue(kinds: [kind], roles: roles)),
                    directory: Directory(clock: clock, schools: schools, people: [reader]),
                    policies: Policies()),
            publicOrigin: origin, language: .nl, pages: PlainPages(), signInMail: NoMail(), newMessageID: { "id@s.example" }, schoolAccount: account)
    }
}
