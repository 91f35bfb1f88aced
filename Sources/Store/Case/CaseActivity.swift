import FollowUps
import GRDB

/// What is open in each case: whether the case is silent (promise 2).
struct CaseActivity {
    struct Summary {
        fileprivate(set) var isCounted = false
        /// Follow-ups that count and whose owner is gone.
        fileprivate(set) var unowned: [Int64] = []
        /// The open alarms of the silent case.
        fileprivate(set) var alarms: [Int64] = []

        var isSilent: Bool { !isCounted || !unowned.isEmpty }
    }

    private var cases: [CaseCode: Summary] = [:]
    private let catalogues: Catalogues
    private let directory: Directory
    private let people: [CaseCode: CasePeople]

    /// `people`: of the cases with people out of the ordinary.
    init(_ rules: Ruleset, people: [CaseCode: CasePeople]) {
        catalogues = rules.catalogues
        directory = rules.directory
        self.people = people
    }

    /// The kinds that keep no case going by any catalogue: its alarm, and what does not count.
    var idleKinds: Set<KindID> { catalogues.kindsThatDoNotCount }

    /// Takes a row of an open follow-up that begins with `FollowUp.columns`. Reads only what the schema guarantees, so
    /// that a follow-up counts even if the rest of its row cannot be read; the pass reports that.
    mutating func add(_ row: Row) {
        func id<Subject>(_ column: FollowUp.Column) -> Identifier<Subject>? { row[column.rawValue] }
        guard let code = row[FollowUp.Column.case_code.rawValue] as CaseCode?, let kind: KindID = id(.kind), let school: SchoolID = id(.school) else {
            return
        }
        let followUp: Int64 = row[FollowUp.Column.id.rawValue]
        var work = self[code]
        let version = (row[FollowUp.Column.catalogue.rawValue] as String?).flatMap { CatalogueVersion($0) }
        let catalogue = catalogues.catalogue(ofCaseAt: school, begunWith: version)
        if kind == catalogue.alarm?.id {
            work.alarms.append(followUp)
        } else if !catalogue.kindsThatDoNotCount.contains(kind) {
            work.isCounted = true
            let owner = id(.owner_role).map { Owner.role($0) } ?? id(.owner_person).map { .person($0) }
            let people = people[code, default: .ordinary]
            if let owner, !directory.hasSomebody(for: owner, at: school, in: people) { work.unowned.append(followUp) }
        }
        cases[code] = work
    }

    subscript(code: CaseCode) -> Summary { cases[code, default: Summary()] }
}
