import FollowUps

struct KindPresenter {
    let catalogue: Catalogue
    let directory: Directory
    let language: Language

    func listing(_ kinds: [Kind]) -> TableReport<Kind> {
        TableReport(
            rows: kinds, columns: columns,
            tableColumns: [
                .init("KIND") { $0.id.rawValue },
                .init("ABOUT") { $0.scope.rawValue },
                .init("OWNER") { owner(of: $0) },
                .init("URGENCY") { $0.urgency.rawValue },
                .init("TERM") { $0.term?.description ?? "" },
                .init("REPEAT") { $0.repeat?.description ?? "" },
                .init("TITLE") { $0.title[language] },
            ])
    }

    func sheet(_ kind: Kind) -> DetailReport {
        let facts = DetailReport.lines([
            ("kind", kind.id.rawValue), ("title", kind.title[language]), ("asks", kind.help?[language]), ("protocol step", kind.source),
            ("about", kind.scope.rawValue), ("owner", owner(of: kind)), ("urgency", kind.urgency.rawValue), ("policy", kind.policy?.rawValue),
            ("term", kind.term?.description ?? "given when it is opened"),
            ("comes back", kind.repeat.map { "\($0) after it is closed" }),
            ("school year", kind.schoolYearDay.map { "first due on \($0), opened by opvolg school-year start" }),
            ("starts", kind.startsByHand ? "when somebody opens it" : nil),
            ("kept", kind.retention.map { "\($0) after its end" }),
            ("keeps its case from", kind.excludes.isEmpty ? nil : kind.excludes.map(\.rawValue).joined(separator: ", ")),
            ("comes after", kind.expects.isEmpty ? nil : kind.expects.map(\.rawValue).joined(separator: ", ")),
            ("own case", kind.hasOwnCase ? "where other work is open in the case" : nil),
            ("in a case", kind.countsForCase ? nil : "does not keep it open"),
        ])
        return DetailReport(
            members: columns.map { ($0.key, $0.field(kind)) },
            lines: facts + ["", "outcomes"] + outcomeLines(kind) + contactLines(kind) + sourceLines(kind))
    }

    /// What each outcome leads to: now, in the case, where that is known; else as the catalogue says.
    func outcomeLines(_ kind: Kind, _ previews: [OutcomePreview] = []) -> [String] {
        DetailReport.lines(
            kind.outcomes.map { outcome in
                let now = previews.first { $0.outcome.id == outcome.id }
                let what = now.flatMap { differs($0, kind) ? consequences($0, kind: kind) : nil } ?? consequences(of: outcome, kind: kind)
                return ("  \(outcome.id)", "\(outcome.title[language]): \(what)")
            })
    }

    /// Whether an outcome leads elsewhere now than the catalogue says. Then the catalogue's answer is hidden, because
    /// it may be forbidden now (promise 19).
    private func differs(_ preview: OutcomePreview, _ kind: Kind) -> Bool {
        if preview.ownCase != nil { return true }
        let said = Set(preview.outcome.allConsequences.map(\.kind)).union(kind.returns(after: preview.outcome) == nil ? [] : [kind.id])
        return !Set(preview.openings.map(\.kind)).isSubset(of: said)
            || preview.outcome.then.contains { step in
                !preview.openings.contains { $0.kind == step.kind }
            }
    }

    private func consequences(_ preview: OutcomePreview, kind: Kind) -> String {
        let kinds = preview.openings.map(\.kind.rawValue).joined(separator: ", ")
        var text = preview.openings.isEmpty ? preview.outcome.closesCase ? "closes the case" : "ends here" : "then \(kinds)"
        if let code = preview.ownCase { text += " in a case of its own, \(code)" }
        return text + (preview.outcome.asksDue ? "; asks for the day agreed on" : "") + (preview.outcome.needsReason ? "; asks for a reason" : "")
    }

    /// - Parameter school: nil for those of every school.
    func contactLines(_ kind: Kind, at school: SchoolID? = nil) -> [String] {
        let contacts = contacts(of: kind, at: school)
        if contacts.isEmpty { return [] }
        return ["", "contacts"]
            + DetailReport.lines(
                contacts.map { contact in
                    let schools = school == nil ? contact.schools.sorted().map(\.rawValue).joined(separator: ", ") : ""
                    let facts = [contact.name, contact.hours?[language], schools.isEmpty ? nil : "for \(schools)"]
                    return ("  \(contact.reach)", facts.compactMap { $0 }.joined(separator: ", "))
                })
    }

    func contactField(_ kind: Kind, at school: SchoolID) -> Field {
        .list(
            contacts(of: kind, at: school).map { contact in
                .object([
                    ("id", .text(contact.id.rawValue)), ("name", .text(contact.name)), ("phone", .text(contact.phone)),
                    ("page", .text(contact.page?.text)), ("address", .written(contact.address)), ("hours", .written(contact.hours?[language])),
                ])
            })
    }

    private func contacts(of kind: Kind, at school: SchoolID?) -> [Contact] { directory.contacts(kind.contacts, at: school.map { [$0] } ?? []) }

    private func sourceLines(_ kind: Kind) -> [String] {
        let sources = catalogue.sources(of: kind)
        if sources.isEmpty { return [] }
        return ["", "based on"]
            + sources.map { source in
                "  \(source.title[language])\(source.page.map { ", \($0.text)" } ?? "")\(source.checked.map { ", checked on \($0)" } ?? "")"
            }
    }

    private func sourceField(_ kind: Kind) -> Field {
        .list(
            catalogue.sources(of: kind).map { source in
                .object([
                    ("id", .text(source.id.rawValue)), ("title", .written(source.title[language])), ("page", .text(source.page?.text)),
                    ("checked", .text(source.checked)),
                ])
            })
    }

    func outcomeField(_ kind: Kind, _ previews: [OutcomePreview] = []) -> Field {
        .list(
            kind.outcomes.map { outcome in
                let now = previews.first { $0.outcome.id == outcome.id }.flatMap { differs($0, kind) ? $0 : nil }
                let then = now.map { .texts($0.openings.map(\.kind)) } ?? Field.texts(outcome.then)
                let members: [(key: String, field: Field)] = [
                    ("id", .text(outcome.id.rawValue)), ("title", .text(outcome.title[language])), ("then", then),
                    ("ends", .flag(outcome.ends)), ("closes_case", .flag(outcome.closesCase)), ("needs_reason", .flag(outcome.needsReason)),
                    ("asks_due", .flag(outcome.asksDue)), ("leaves", .flag(outcome.leaves)),
                    ("with", .texts(kind.outcomes(beside: outcome.id).map(\.id))),
                    ("exceptions", now == nil ? .list(outcome.exceptions.map(exceptionField)) : .list([])),
                ]
                return .object(members + (now?.ownCase.map { [("own_case", .text($0.rawValue))] } ?? []))
            })
    }

    private var columns: [TableReport<Kind>.Column] {
        [
            .init("id") { .text($0.id.rawValue) },
            .init("title") { .written($0.title[language]) },
            .init("source") { .text($0.source) },
            .init("scope") { .text($0.scope.rawValue) },
            .init("owner") { .text(owner(of: $0)) },
            .init("urgency") { .text($0.urgency.rawValue) },
            .init("term") { .text($0.term) },
            .init("repeat") { .text($0.repeat) },
            .init("contacts") { .texts($0.contacts) },
            .init("outcomes") { outcomeField($0) },
            .init("start") { .flag($0.startsByHand) },
            .init("counts") { .flag($0.countsForCase) },
            .init("school_year") { .text($0.schoolYearDay) },
            .init("excludes") { .texts($0.excludes) },
            .init("policy") { .text($0.policy?.rawValue ?? $0.urgency.rawValue) },
            .init("help") { .written($0.help?[language]) },
            .init("retention") { .text($0.retention) },
            .init("based_on") { sourceField($0) },
        ]
    }

    private func owner(of kind: Kind) -> String {
        switch kind.owner {
        case .role(let role): role.rawValue
        case .employee: "employee"
        }
    }

    private func consequences(of outcome: Outcome, kind: Kind) -> String {
        var parts: [String] = []
        if !outcome.then.isEmpty { parts.append("then \(texts(outcome.then))") }
        parts += outcome.exceptions.map { "\(condition($0)) \($0.isAddition ? "also" : "instead") \(texts($0.then))" }
        if let interval = kind.returns(after: outcome) { parts.append("comes back in \(interval)") }
        if parts.isEmpty { parts.append(outcome.closesCase ? "closes the case" : "ends here") }
        let others = kind.outcomes(beside: outcome.id).map(\.id.rawValue)
        if !others.isEmpty { parts.append("may come with \(others.joined(separator: ", "))") }
        if outcome.leaves { parts.append("the pupil has left") }
        if outcome.asksDue { parts.append("asks for the day agreed on") }
        if outcome.needsReason { parts.append("asks for a reason") }
        return parts.joined(separator: "; ")
    }

    private func texts(_ consequences: [Consequence]) -> String { consequences.map(\.description).joined(separator: ", ") }

    private func condition(_ exception: Outcome.Exception) -> String {
        switch exception.condition {
        case .times(let least): "from time \(least) on"
        case .inARow(let least): "from time \(least) in a row on"
        case .round(let least): "from round \(least) on"
        }
    }

    private func exceptionField(_ exception: Outcome.Exception) -> Field {
        let (condition, least) =
            switch exception.condition {
            case .times(let least): ("times", least)
            case .inARow(let least): ("in_a_row", least)
            case .round(let least): ("round", least)
            }
        return .object([(condition, .number(least)), (exception.isAddition ? "also" : "instead", .texts(exception.then))])
    }
}
