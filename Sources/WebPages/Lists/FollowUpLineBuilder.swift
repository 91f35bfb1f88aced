import FollowUps
import Foundation
import Templates

/// Makes of a follow-up a line of a list, for one visitor.
struct FollowUpLineBuilder {
    let catalogue: Catalogue
    let directory: Directory
    let visitor: Viewer
    let now: Date
    private let wording: Phrases
    private let today: Day

    init(catalogue: Catalogue, directory: Directory, visitor: Viewer, now: Date) {
        self.catalogue = catalogue
        self.directory = directory
        self.visitor = visitor
        self.now = now
        wording = Phrases(language: visitor.person.language, clock: directory.clock)
        today = directory.clock.day(of: now)
    }

    /// One that is theirs: whoever is signed in may read what it is about, whatever mails may say of it.
    func own(_ followUp: FollowUp) -> FollowUpLineContext {
        line(followUp, owner: nil, school: directory.schools.count > 1, path: PagePath.followUp(followUp.id))
    }

    /// One in the story of a case, which says of which school it is.
    func inCase(_ followUp: FollowUp, _ people: CasePeople = .ordinary) -> FollowUpLineContext {
        line(followUp, owner: owner(people.owner(inPlaceOf: followUp.owner), at: followUp.school, people), school: false)
    }

    /// One at a school that they look after.
    func ofSchool(_ row: RedactedFollowUp) -> FollowUpLineContext {
        let about = LocalizedText(nl: "Actie in een dossier, nr. \(row.id)", en: "Action in a case, no. \(row.id)")[visitor.person.language]
        return FollowUpLineContext(
            id: row.id, title: title(row.kind.map { title(row.title, $0) } ?? about, of: row.employee), help: nil, path: nil, caseCode: nil,
            casePath: nil, school: nil,
            due: wording.due(row.due, unlessIn: today.components.year), overdueFor: overdue(row.due), urgency: row.urgency,
            owner: owner(row.owner, at: row.school))
    }

    func title(_ followUp: FollowUp) -> String { title(followUp.title, followUp.kind) }

    func name(of school: SchoolID) -> String { (directory.school(school)?.name ?? school.rawValue).onOneLine }

    private func line(_ followUp: FollowUp, owner: String?, school: Bool, path: String? = nil) -> FollowUpLineContext {
        FollowUpLineContext(
            id: followUp.id, title: title(title(followUp), of: followUp.employee == visitor.person.id ? nil : followUp.employee),
            help: catalogue.kind(followUp.kind)?.help?[visitor.person.language].onOneLine.firstSentence, path: path,
            caseCode: followUp.caseCode?.rawValue.onOneLine,
            casePath: visitor.opensTimeline(of: followUp) ? followUp.caseCode.map(PagePath.story) : nil,
            school: school ? name(of: followUp.school) : nil,
            due: wording.due(followUp.due, unlessIn: today.components.year), overdueFor: overdue(followUp.due), urgency: followUp.urgency,
            owner: owner)
    }

    private func title(_ title: String, of employee: PersonID?) -> String { employee.map { "\(title): \(name($0))" } ?? title }

    private func title(_ own: String?, _ kind: KindID) -> String {
        (own ?? catalogue.kind(kind)?.title[visitor.person.language] ?? kind.rawValue).onOneLine
    }

    /// How long it has been overdue; of what is acute and was due within the hour no more than that it is.
    private func overdue(_ due: Due) -> String? {
        guard due.overdueFrom(directory.clock) <= now else { return nil }
        return wording.overdue(due, at: now) ?? LocalizedText(nl: "minder dan een uur", en: "less than an hour")[visitor.person.language]
    }

    private func owner(_ owner: Owner, at school: SchoolID, _ people: CasePeople = .ordinary) -> String {
        switch owner {
        case .role(let role):
            (catalogue.role(directory.role(filling: role, at: school, in: people) ?? role)?.title[visitor.person.language] ?? role.rawValue).onOneLine
        case .person(let person): name(person)
        }
    }

    private func name(_ person: PersonID) -> String { (directory.person(person)?.name ?? person.rawValue).onOneLine }
}
