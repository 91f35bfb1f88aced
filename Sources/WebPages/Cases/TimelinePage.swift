import FollowUps
import Foundation
import Templates

public struct TimelinePage: SignedInPage {
    public static let page = Page.timeline

    public let reader: PageReader
    public let title: String
    let code: String
    let path: String
    let school: String
    let openedAt: String
    let closedAt: String?
    /// Those in force now; none in a closed case.
    let protections: [ProtectionText]
    let open: [FollowUpLine]
    let events: [TimelineEvent]

    public init(_ facts: CaseTimeline, for reader: PageReader) {
        let (dossier, clock) = (facts.dossier, reader.clock)
        func day(_ instant: Date) -> String { reader.wording.day(clock.day(of: instant), unlessIn: reader.year) }
        let titles = Dictionary(facts.followUps.map { ($0.id, reader.phrases.title(of: $0)) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(facts.followUps.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let words = TimelineFormatter(phrases: reader.phrases)
        self.reader = reader
        // Without the code, because the title stays in the browser's history (promise 9).
        title = LocalizedText(nl: "Dossier", en: "Case")[reader.language]
        code = dossier.code.rawValue.onOneLine
        path = PagePath.timeline(dossier.code)
        school = reader.phrases.name(of: dossier.school)
        openedAt = day(dossier.openedAt)
        closedAt = dossier.closedAt.map(day)
        protections = dossier.isOpen ? facts.protections.map { ProtectionText(title: $0.title[reader.language].onOneLine) } : []
        open = facts.followUps.filter { $0.status == .open }.sorted { $0.due.overdueFrom(clock) < $1.due.overdueFrom(clock) }.map {
            FollowUpLine(inCase: $0, reader.catalogue.people(of: dossier), for: reader)
        }
        events = facts.history.compactMap { entry in
            words.what(entry, kind: entry.followUp.flatMap { kinds[$0] }).map { what in
                TimelineEvent(
                    at: reader.wording.moment(entry.at, unlessIn: reader.year), who: words.who(entry), what: what,
                    about: entry.followUp.flatMap { titles[$0] }, reason: entry.changes?.first { $0.field == "reason" }?.to?.onOneLine)
            }
        }
    }

    public static let vocabulary = TemplateFields<TimelinePage>(signedIn: [
        .text("case") { $0.code }, .text("case_path") { $0.path }, .text("school") { $0.school }, .text("opened_at") { $0.openedAt },
        .optional("closed_at") { $0.closedAt },
        .list("protections") { $0.protections }, .flag("any_open") { !$0.open.isEmpty }, .list("open") { $0.open },
        .flag("any_events") { !$0.events.isEmpty }, .list("events") { $0.events },
    ])
}

struct ProtectionText: TemplateContext {
    let title: String

    static let vocabulary = TemplateFields<ProtectionText>([.text("protection") { $0.title }])
}

struct TimelineEvent: TemplateContext {
    let at: String
    let who: String?
    let what: String
    let about: String?
    let reason: String?

    static let vocabulary = TemplateFields<TimelineEvent>([
        .text("at") { $0.at }, .optional("who") { $0.who }, .text("what") { $0.what }, .optional("about") { $0.about },
        .optional("reason") { $0.reason },
    ])
}
