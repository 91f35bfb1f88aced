import FollowUps
import Foundation
import Templates

/// The form that opens a case, as typed, with the problems found in it.
public struct CaseOpeningForm: Hashable, Sendable {
    public enum Field: Hashable, Sendable {
        case code, school, start, exclude, reason
        case role(RoleID)

        /// Also its id in the template.
        public var name: String {
            switch self {
            case .code: "code"
            case .school: "school"
            case .start: "start"
            case .exclude: "exclude"
            case .reason: "reason"
            case .role(let role): "role.\(role)"
            }
        }
    }

    public enum Problem: Hashable, Sendable {
        case missing(Field)
        case unknown(Field)
        case text(Field, PersonalDataFilter.Objection)
        case names(Field, String)
        case codeMismatch(CaseCodePattern)
        case codeIsBSN
        case refused(CaseRefusal)

        var field: Field {
            switch self {
            case .missing(let field), .unknown(let field), .text(let field, _), .names(let field, _): field
            case .codeMismatch, .codeIsBSN: .code
            case .refused(.expected): .reason
            case .refused(.keptFrom): .exclude
            case .refused(.takenOver(let role, _)): .role(role)
            case .refused: .code
            }
        }

        var names: String? { if case .names(_, let words) = self { words } else { nil } }
    }

    public let values: [Field: String]
    public let namesSeen: String
    public let problems: [Problem]

    public init(values: [Field: String] = [:], namesSeen: String = "", problems: [Problem] = []) {
        self.values = values
        self.namesSeen = namesSeen
        self.problems = problems
    }

    public func with(_ problems: [Problem]) -> CaseOpeningForm { CaseOpeningForm(values: values, namesSeen: namesSeen, problems: problems) }

    /// The same with another code.
    public func with(code: CaseCode) -> CaseOpeningForm {
        CaseOpeningForm(values: values.merging([.code: code.rawValue]) { $1 }, namesSeen: namesSeen)
    }

    /// Without the spaces around it; nil when it was left empty.
    public func value(_ field: Field) -> String? {
        let text = values[field, default: ""].trimmed
        return text.isEmpty ? nil : text
    }

    /// The school that was chosen; the only one where there is nothing to choose.
    public func school(among schools: [School]) -> School? {
        guard let id = value(.school) else { return schools.count == 1 ? schools[0] : nil }
        return schools.first { $0.id.rawValue == id }
    }

    // MARK: Checking

    public enum Validation: Hashable, Sendable {
        case request(CaseOpeningRequest)
        case wrong(CaseOpeningForm)
    }

    /// - Parameters:
    ///   - kinds: with which a case may begin here.
    ///   - schools: at which they may open one.
    public func validated(startingWith kinds: [Kind], at schools: [School], rules: Ruleset, names: PossibleNames, at now: Date) -> Validation {
        var problems: [Problem] = []
        if value(.code) == nil { problems.append(.missing(.code)) }
        let school = school(among: schools)
        if school == nil { problems.append(value(.school) == nil ? .missing(.school) : .unknown(.school)) }
        let start = value(.start).map { KindID($0) }
        if start == nil { problems.append(.missing(.start)) }
        if let start, !kinds.contains(where: { $0.id == start }) { problems.append(.unknown(.start)) }
        // A code has no spaces: its parts are looked at as words.
        let words = value(.code).map { $0.replacing("-", with: " ") }
        if let found = names.first(in: words, unlessAsked: namesSeen) { problems.append(.names(.code, found)) }
        if let found = names.first(in: value(.reason), unlessAsked: namesSeen) { problems.append(.names(.reason, found)) }
        guard let school, let start, let code = value(.code), !problems.contains(.unknown(.start)) else { return .wrong(with(problems)) }
        let holders = values.keys.compactMap { field -> (RoleID, PersonID)? in
            guard case .role(let role) = field, let person = value(field) else { return nil }
            return (role, PersonID(person))
        }
        do throws(InvalidRequest<CaseOpeningRequest.Problem>) {
            let request = try CaseOpeningRequest(
                CaseCode(code), school: school.id, start: start, holders: Dictionary(holders, uniquingKeysWith: { first, _ in first }),
                excluded: Set(value(.exclude).map { [PersonID($0)] } ?? []), reason: value(.reason), rules: rules, now: now)
            return problems.isEmpty ? .request(request) : .wrong(with(problems))
        } catch {
            return .wrong(with(error.problems.map { problem(in: $0) } + problems))
        }
    }

    private func problem(in problem: CaseOpeningRequest.Problem) -> Problem {
        switch problem {
        case .startMissing: .missing(.start)
        case .unknown(let name), .opening(.unknown(let name)): self.problem(in: name)
        case .opening(.caseCodeMismatch(_, let pattern)): .codeMismatch(pattern)
        case .opening(.caseCodeIsBSN): .codeIsBSN
        case .opening(.reason(.objection(let objection))): .text(.reason, objection)
        case .opening(.reason): .missing(.reason)
        case .opening: .unknown(.start)
        }
    }

    private func problem(in name: UnknownName) -> Problem {
        switch name {
        case .kind, .owner: .unknown(.start)
        case .school: .unknown(.school)
        case .role(let role): .unknown(.role(role))
        case .person(let person):
            .unknown(values.first { $0.value.trimmed == person.rawValue }?.key ?? .exclude)
        }
    }
}

extension FollowUpPhrases {
    func problem(_ problem: CaseOpeningForm.Problem) -> String {
        let text: LocalizedText =
            switch problem {
            case .missing(.code): LocalizedText(nl: "Geef het dossier een code.", en: "Give the case a code.")
            case .missing(.school):
                LocalizedText(nl: "Kies een \(catalogues.first.words.place.nl).", en: "Choose a \(catalogues.first.words.place[.en]).")
            case .missing(.reason): LocalizedText(nl: "Schrijf erbij waarom.", en: "Add why.")
            case .missing: LocalizedText(nl: "Kies hoe het begint.", en: "Choose how it begins.")
            case .unknown(.role(let role)):
                LocalizedText(nl: "Kies iemand uit de lijst als \(title(of: role)).", en: "Choose somebody from the list as \(title(of: role)).")
            case .unknown:
                LocalizedText(
                    nl: "Dit kan hier niet gekozen worden. Kies iets uit de lijst.", en: "This cannot be chosen here. Choose something from the list."
                )
            case .text(_, let objection): LocalizedText(nl: wording.objection(objection), en: wording.objection(objection))
            case .names(.code, let words):
                LocalizedText(
                    nl: "“\(words)” lijkt de naam van iemand, en een code staat in mails. Is het geen naam, druk dan nog een keer op de knop.",
                    en: "“\(words)” looks like somebody’s name, and a code stands in mails. If it is no name, press the button once more.")
            case .names(_, let words): Phrases.looksLikeName(words)
            case .codeMismatch(let pattern):
                LocalizedText(
                    nl: "Een code ziet er hier uit als \(pattern == .standard ? "VL-2026-014" : pattern.text).",
                    en: "A code looks like \(pattern == .standard ? "VL-2026-014" : pattern.text) here.")
            case .codeIsBSN:
                LocalizedText(
                    nl: "Dit kan een BSN zijn. Kies een andere code.", en: "This may be a citizen service number (BSN). Choose another code.")
            case .refused(let refusal):
                LocalizedText(nl: self.problem(.refused(refusal) as CaseForm.Problem), en: self.problem(.refused(refusal) as CaseForm.Problem))
            }
        return text[wording.language].onOneLine
    }
}
