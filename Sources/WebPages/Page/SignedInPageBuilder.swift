import FollowUps
import Foundation
import Templates

/// Makes of what a page shows what its template may say of it, in the visitor's language.
struct SignedInPageBuilder {
    let catalogue: Catalogue
    let directory: Directory
    let visitor: Viewer
    /// UTC instant.
    let now: Date

    private var language: Language { visitor.person.language }
    private var clock: WallClock { directory.clock }
    private var wording: Phrases { Phrases(language: language, clock: clock) }
    private var year: Int { clock.day(of: now).components.year }
    private var lines: FollowUpLineBuilder { FollowUpLineBuilder(catalogue: catalogue, directory: directory, visitor: visitor, now: now) }

    private func frame(_ title: LocalizedText) -> PageFrame { PageFrame(language: language, title: title[language]) }

    func today(_ page: TodayPage) -> TodayContext {
        let today = clock.day(of: now)
        return TodayContext(
            frame: frame(LocalizedText(nl: "Vandaag", en: "Today")), visitor: visitor, day: wording.day(today, unlessIn: year),
            overdue: page.overdue.map(lines.own), today: page.today.map(lines.own), soon: page.soon.map(lines.own), hasMore: page.hasMore)
    }

    func followUps(_ page: ListPage<FollowUp>) -> FollowUpsContext {
        FollowUpsContext(
            frame: frame(LocalizedText(nl: "Mijn acties", en: "My actions")), visitor: visitor, lines: page.rows.map(lines.own),
            next: page.next)
    }

    func cases(_ page: ListPage<CaseSummary>) -> CasesContext {
        CasesContext(
            frame: frame(LocalizedText(nl: "Dossiers", en: "Cases")), visitor: visitor,
            cases: page.rows.map { line in
                CaseLineContext(
                    code: line.dossier.code.rawValue.onOneLine, path: PagePath.story(line.dossier.code), school: lines.name(of: line.dossier.school),
                    openedAt: wording.day(clock.day(of: line.dossier.openedAt), unlessIn: year), open: line.open,
                    nextDue: line.nextDue.map { wording.due($0, unlessIn: year) },
                    isOverdue: line.nextDue.map { $0.overdueFrom(clock) <= now } ?? false)
            }, next: page.next)
    }

    func story(_ facts: CaseTimeline) -> StoryContext {
        let dossier = facts.dossier
        let titles = Dictionary(facts.followUps.map { ($0.id, lines.title($0)) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(facts.followUps.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let words = TimelineFormatter(catalogue: catalogue, directory: directory, language: language)
        return StoryContext(
            // No code: it stays in the browser's history.
            frame: frame(LocalizedText(nl: "Dossier", en: "Case")), visitor: visitor, code: dossier.code.rawValue.onOneLine,
            path: PagePath.story(dossier.code), school: lines.name(of: dossier.school),
            openedAt: wording.day(clock.day(of: dossier.openedAt), unlessIn: year),
            closedAt: dossier.closedAt.map { wording.day(clock.day(of: $0), unlessIn: year) },
            protections: dossier.isOpen ? facts.protections.map { ProtectionContext(title: $0.title[language].onOneLine) } : [],
            open: facts.followUps.filter { $0.status == .open }.sorted { $0.due.overdueFrom(clock) < $1.due.overdueFrom(clock) }.map {
                lines.inCase($0, catalogue.people(of: dossier))
            },
            events: facts.history.compactMap { entry in
                words.what(entry, kind: entry.followUp.flatMap { kinds[$0] }).map { what in
                    StoryEventContext(
                        at: wording.moment(entry.at, unlessIn: year), who: words.who(entry), what: what,
                        about: entry.followUp.flatMap { titles[$0] },
                        reason: entry.changes?.first { $0.field == "reason" }?.to?.onOneLine)
                }
            })
    }

    func figures(_ schools: [SchoolStats]) -> FiguresContext {
        FiguresContext(frame: frame(LocalizedText(nl: "Scholen", en: "Schools")), visitor: visitor, schools: schools.map(figures))
    }

    func school(_ page: SchoolPage) -> SchoolContext {
        let weeks = page.picture.bars
        return SchoolContext(
            frame: frame(LocalizedText(nl: "School", en: "School")), visitor: visitor, figures: figures(page.figures),
            path: PagePath.school(page.figures.school), overdue: page.overdue.rows.map(lines.ofSchool), hasMoreOverdue: page.overdue.next != nil,
            coming: page.coming.rows.map(lines.ofSchool), hasMoreComing: page.coming.next != nil,
            trainings: page.trainings.rows.map(lines.ofSchool), hasMoreTrainings: page.trainings.next != nil, picture: page.picture,
            weeks: weeks.enumerated().map { place, bar in
                let (_, month, day) = bar.week.monday.components
                return WeekContext(
                    bar: bar, day: wording.day(bar.week.monday, unlessIn: year), shortDay: "\(day)-\(month)", isNow: place == weeks.count - 1)
            })
    }

    func calendar(_ page: CalendarPage) -> CalendarContext {
        var (since, address): (String?, String?)
        switch page {
        case .none: break
        case .made(let instant): since = wording.moment(instant, unlessIn: year)
        case .shown(let shown): address = shown
        }
        return CalendarContext(
            frame: frame(LocalizedText(nl: "Agenda", en: "Calendar")), visitor: visitor, since: since, address: address)
    }

    private func figures(_ figures: SchoolStats) -> SchoolFiguresContext {
        SchoolFiguresContext(
            name: lines.name(of: figures.school), path: visitor.schools.contains(figures.school) ? PagePath.school(figures.school) : nil,
            figures: figures)
    }
}
