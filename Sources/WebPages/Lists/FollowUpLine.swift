import FollowUps
import Templates

/// A follow-up in a list on a page. Each text is one line, in the reader's language.
struct FollowUpLine: TemplateContext {
    let id: Int64
    /// Names the employee whom it is about, unless that is the reader or the row is redacted.
    let title: String
    /// The first sentence of what the kind asks; nil when it has none, and in lists of a school.
    let help: String?
    /// The page where the reader closes it; nil but in lists of their own.
    let path: String?
    let caseCode: String?
    /// Nil when the reader may not see the timeline of its case.
    let casePath: String?
    /// Nil when the page makes clear which school it is.
    let school: String?
    let due: String
    let overdueFor: String?
    let urgency: Urgency
    let owner: String?
    /// How and when it ended; nil while it is open.
    let ended: String?

    static let vocabulary = TemplateFields<FollowUpLine>([
        .text("id") { String($0.id) }, .text("title") { $0.title }, .optional("help") { $0.help }, .optional("path") { $0.path },
        .text("page_path") { PagePath.followUp($0.id) },
        .optional("case") { $0.caseCode },
        .optional("case_path") { $0.casePath }, .optional("school") { $0.school },
        .text("due") { $0.due }, .optional("overdue_for") { $0.overdueFor }, .flag("urgent") { $0.urgency == .urgent },
        .flag("acute") { $0.urgency == .acute }, .flag("pressing") { $0.urgency != .normal }, .optional("owner") { $0.owner },
        .optional("ended") { $0.ended }, .flag("answered_here") { $0.path != nil && $0.ended == nil },
    ])
}

extension FollowUpLine {
    /// One of the reader's own. Whether the kind is discreet matters for mails only.
    init(own followUp: FollowUp, for reader: PageReader) {
        self.init(
            followUp, owner: nil, school: reader.directory.places.count > 1 ? reader.phrases.name(of: followUp.school) : nil,
            path: PagePath.followUp(followUp.id), reader)
    }

    init(inCase followUp: FollowUp, _ people: CasePeople = .ordinary, for reader: PageReader) {
        let owner = reader.name(of: people.owner(inPlaceOf: followUp.owner), at: followUp.school, people)
        self.init(followUp, owner: owner, school: nil, path: nil, reader)
    }

    init(ofSchool row: RedactedFollowUp, path: String? = nil, for reader: PageReader) {
        let about = LocalizedText(nl: "Actie in een dossier, nr. \(row.id)", en: "Action in a case, no. \(row.id)")[reader.language]
        self.init(
            id: row.id, title: reader.title(row.kind.map { reader.phrases.title(row.title, $0) } ?? about, about: row.employee), help: nil,
            path: path,
            caseCode: nil, casePath: nil, school: nil, due: reader.wording.due(row.due, unlessIn: reader.year), overdueFor: reader.overdue(row.due),
            urgency: row.urgency, owner: reader.name(of: row.owner, at: row.school), ended: nil)
    }

    private init(_ followUp: FollowUp, owner: String?, school: String?, path: String?, _ reader: PageReader) {
        let phrases = reader.phrases
        self.init(
            id: followUp.id,
            title: reader.title(phrases.title(of: followUp), about: followUp.employee == reader.person.id ? nil : followUp.employee),
            help: phrases.help(of: followUp)?.firstSentence, path: path, caseCode: followUp.caseCode?.rawValue.onOneLine,
            casePath: reader.opensTimeline(of: followUp) ? followUp.caseCode.map(PagePath.timeline) : nil, school: school,
            due: reader.wording.due(followUp.due, unlessIn: reader.year), overdueFor: followUp.status == .open ? reader.overdue(followUp.due) : nil,
            urgency: followUp.urgency, owner: owner, ended: reader.ending(of: followUp))
    }
}

extension PageReader {
    fileprivate func title(_ title: String, about employee: PersonID?) -> String {
        employee.map { "\(title): \(phrases.name(of: $0))" } ?? title
    }

    /// "afgerond ma 7 december: Ja, de hulp is begonnen".
    fileprivate func ending(of followUp: FollowUp) -> String? {
        guard let end = followUp.end else { return nil }
        let day = wording.day(clock.day(of: end.at), unlessIn: year)
        guard let title = phrases.ending(of: followUp) else { return LocalizedText(nl: "ingetrokken \(day)", en: "withdrawn \(day)")[language] }
        return LocalizedText(nl: "afgerond \(day): \(title)", en: "done \(day): \(title)")[language]
    }

    fileprivate func overdue(_ due: Due) -> String? {
        guard due.overdueFrom(clock) <= now else { return nil }
        return wording.overdue(due, at: now) ?? LocalizedText(nl: "minder dan een uur", en: "less than an hour")[language]
    }

    fileprivate func name(of owner: Owner, at school: SchoolID, _ people: CasePeople = .ordinary) -> String {
        switch owner {
        case .role(let role): phrases.title(of: directory.role(filling: role, at: school, in: people) ?? role)
        case .person(let person): phrases.name(of: person)
        }
    }
}
