import FollowUps
import Templates

/// Where a case is opened: how it begins, its code, and who its teacher is.
public struct NewCasePage: SignedInPage {
    public static let page = Page.newCase

    public let reader: PageReader
    public let title: String
    public let fields: CaseOpeningFields
    public var hasProblems: Bool { !fields.problems.isEmpty }
    let confirmation: Confirmation?

    /// - Parameter opened: the case that they have just opened and may not read.
    public init(_ form: CaseOpeningForm, proposed code: CaseCode?, opened: CaseCode? = nil, at schools: [School], for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Een dossier openen", en: "Open a case")[reader.language]
        fields = CaseOpeningFields(form, kinds: Self.kinds(at: schools, by: reader.catalogues), proposed: code, at: schools, for: reader)
        confirmation = opened.map { Confirmation(opened: $0, for: reader) }
    }

    /// Those that people open by themselves when something happens, the usual one first.
    public static func kinds(at schools: [School], by catalogues: Catalogues) -> [Kind] {
        catalogues.kinds(at: schools) { catalogue in
            let found = catalogue.kinds.filter { $0.scope == .case && $0.startsByHand && $0.countsForCase && !$0.titleGiven }
            return found.filter { $0.id == catalogue.caseKinds.start } + found.filter { $0.id != catalogue.caseKinds.start }
        }
    }

    public static let vocabulary = TemplateFields<NewCasePage>(
        signedIn: [.confirmation { $0.confirmation }, .text("start_field") { _ in "start" }] + CaseOpeningFields.words(NewCasePage.self) { $0.fields }
    )
}

/// Where an emergency begins: first whom to call, then one step.
public struct EmergencyPage: SignedInPage {
    public static let page = Page.emergency

    public let reader: PageReader
    public let title: String
    public let fields: CaseOpeningFields
    public var hasProblems: Bool { !fields.problems.isEmpty }
    let contacts: [PageContact]
    let confirmation: Confirmation?

    public init(_ form: CaseOpeningForm, proposed code: CaseCode?, opened: CaseCode? = nil, at schools: [School], for reader: PageReader) {
        self.reader = reader
        // As neutral as the subject of a mail (promise 9).
        title = LocalizedText(nl: "Nu bellen", en: "Call now")[reader.language]
        let kinds = Self.kinds(at: schools, by: reader.catalogues)
        fields = CaseOpeningFields(form, kinds: kinds, proposed: code, at: schools, for: reader)
        let first = kinds.filter(\.excludes.isEmpty).flatMap(\.contacts)
        contacts = reader.directory.contacts(first, at: schools.map(\.id)).filter { $0.phone != nil }.map { PageContact($0, in: reader.language) }
        confirmation = opened.map { Confirmation(opened: $0, for: reader) }
    }

    /// What everybody may know of first, then what is kept from some.
    public static func kinds(at schools: [School], by catalogues: Catalogues) -> [Kind] {
        let found = catalogues.kinds(at: schools, \.emergencies)
        return found.filter(\.excludes.isEmpty) + found.filter { !$0.excludes.isEmpty }
    }

    public static let vocabulary = TemplateFields<EmergencyPage>(
        signedIn: [
            .flag("any_contacts") { !$0.contacts.isEmpty }, .list("contacts") { $0.contacts }, .confirmation { $0.confirmation },
            .text("start_field") { _ in "kind" },
        ] + CaseOpeningFields.words(EmergencyPage.self) { $0.fields })
}

extension Catalogues {
    /// Some kinds of the catalogues by which schools work. What several have stands there once.
    fileprivate func kinds(at schools: [School], _ some: (Catalogue) -> [Kind]) -> [Kind] {
        var seen: Set<KindID> = []
        return catalogues(at: schools.map(\.id)).flatMap(some).filter { seen.insert($0.id).inserted }
    }
}

extension Confirmation {
    /// For whoever may not read the case that they have opened.
    fileprivate init(opened code: CaseCode, for reader: PageReader) {
        let code = code.rawValue.onOneLine
        self.init(
            LocalizedText(
                nl: "Dossier \(code) is geopend. Wie ermee verder moet, krijgt er vanzelf bericht van.",
                en: "Case \(code) is open. Whoever has to go on with it will be told.")[reader.language])
    }
}
