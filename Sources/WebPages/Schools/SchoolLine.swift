import FollowUps
import Templates

/// A follow-up in the lists of a school. Of one in a case the reader learns what it asks only on its own page, if that is theirs to open.
struct SchoolLine: TemplateContext {
    let line: FollowUpLine
    let mayRemind: Bool
    /// Its owner was asked again today.
    let wasAsked: Bool
    /// Until when its reminders are held back.
    let snoozedUntil: String?

    init(_ followUp: FollowUp, isReadable: Bool, mayRemind: Bool, for reader: PageReader) {
        line = FollowUpLine(ofSchool: RedactedFollowUp(followUp), path: isReadable ? PagePath.followUp(followUp.id) : nil, for: reader)
        wasAsked = followUp.asked(onDayOf: reader.now, reader.clock) != nil
        snoozedUntil = followUp.snoozedUntil.flatMap { $0 > reader.now ? reader.wording.day(reader.clock.day(of: $0), unlessIn: reader.year) : nil }
        self.mayRemind = mayRemind && !wasAsked && snoozedUntil == nil
    }

    static let vocabulary = TemplateFields<SchoolLine>([
        .list("lines") { [$0.line] }, .text("number") { String($0.line.id) }, .flag("may_remind") { $0.mayRemind },
        .flag("was_asked") { $0.wasAsked }, .optional("snoozed_until") { $0.snoozedUntil },
    ])
}

extension Confirmation {
    /// Of a follow-up whose owner was asked again.
    public init(reminding followUp: FollowUp, for reader: PageReader) {
        let row = RedactedFollowUp(followUp)
        let owner = reader.holder(of: row.owner, at: row.school, .ordinary)
        let calendar = reader.directory.calendar(of: followUp.school)
        let at = reader.rules.policy(of: followUp).window.opening(onOrAfter: reader.now, in: calendar)
        let when =
            at == reader.now
            ? LocalizedText(nl: "gaat nu", en: "goes now")[reader.language]
            : LocalizedText(
                nl: "gaat \(reader.wording.moment(at, unlessIn: reader.year))", en: "goes on \(reader.wording.moment(at, unlessIn: reader.year))")[
                    reader.language]
        self.init(
            LocalizedText(
                nl: "Opnieuw gevraagd: een herinnering aan actie nr. \(row.id) \(when) naar \(owner).",
                en: "Asked again: a reminder of action no. \(row.id) \(when) to \(owner).")[reader.language])
    }

    /// - Parameter first: one of what was opened at a school, all at one time: for a school year, or from a list of trainings.
    public init(opening count: Int, like first: FollowUp, for reader: PageReader) {
        let what =
            first.employee != nil
            ? LocalizedText(nl: "De lijst is ingelezen", en: "The list was taken in")
            : LocalizedText(nl: "Het \(reader.words.year.nl) is gestart", en: "The \(reader.words.year[.en]) has been started")
        let told = LocalizedText(
            nl: "\(what.nl): \(Self.actions(count, .nl)) geopend. Wie ze moet doen, krijgt vanzelf bericht.",
            en: "\(what[.en]): \(Self.actions(count, .en)) opened. Whoever has to do them will be told.")
        self.init(told[reader.language], undo: UndoForm(path: PagePath.school(first.school), fields: [("do", "withdraw")]))
    }

    /// Of what was opened at a school all at one time.
    public init(withdrawing count: Int, for reader: PageReader) {
        self.init(
            LocalizedText(nl: "Ongedaan gemaakt: \(Self.actions(count, .nl)) ingetrokken.", en: "Undone: \(Self.actions(count, .en)) cancelled.")[
                reader.language])
    }

    private static func actions(_ count: Int, _ language: Language) -> String {
        switch language {
        case .nl: count == 1 ? "1 actie" : "\(count) acties"
        case .en: count == 1 ? "1 action" : "\(count) actions"
        }
    }
}

extension Phrases {
    func problem(_ problem: SchoolPage.Problem) -> String {
        switch (problem, language) {
        case (.ended(let id), .nl), (.remind(let id, .notOverdue), .nl): "Actie nr. \(id) is niet (meer) te laat, dus er is niets gevraagd."
        case (.remind(let id, .snoozed(let until)), .nl):
            "De herinneringen aan actie nr. \(id) staan op pauze tot \(day(clock.day(of: until), unlessIn: clock.day(of: until).components.year)). Bel zo nodig zelf."
        case (.remind(let id, .askedToday), .nl): "Van actie nr. \(id) is vandaag al opnieuw gevraagd. Eén keer per dag is genoeg; bel zo nodig zelf."
        case (.ended(let id), .en), (.remind(let id, .notOverdue), .en): "Action no. \(id) is not overdue (any more), so nothing was asked."
        case (.remind(let id, .snoozed(let until)), .en):
            "The reminders of action no. \(id) are paused until \(day(clock.day(of: until), unlessIn: clock.day(of: until).components.year)). Call if you have to."
        case (.remind(let id, .askedToday), .en): "Action no. \(id) has been asked again today. Once a day is enough; call if you have to."
        }
    }
}
