import FollowUps
import Templates

extension CaseForm.Problem {
    /// Nil for one that is about no field.
    var field: CaseForm.Field? {
        switch self {
        case .noAction, .code: nil
        case .missing(let field), .unknown(let field), .text(let field, _), .names(let field, _): field
        case .badDay, .due: .due
        case .titleNotAsked: .title
        case .badLeavingDay, .dateInFuture: .day
        case .refused(let refusal): refusal.field
        }
    }

    var names: String? { if case .names(_, let words) = self { words } else { nil } }
}

extension CaseRefusal {
    fileprivate var field: CaseForm.Field? {
        switch self {
        case .openAlready, .protected: .kind
        case .expected: .reason
        case .alreadyExcluded, .notExcluded, .keptFromRole, .keptFrom: .person
        case .takenOver: .role
        case .closed, .open, .notDone, .alreadyHeld, .notHeld, .codeInUse: nil
        }
    }
}

extension FollowUpPhrases {
    func problem(_ problem: CaseForm.Problem) -> String { LocalizedText(nl: dutch(problem), en: english(problem))[wording.language].onOneLine }

    private func title(_ kind: KindID) -> String { title(nil, kind) }
    private func numbers(_ ids: [Int64]) -> String { wording.list(ids.map(String.init)) }

    private func dutch(_ problem: CaseForm.Problem) -> String {
        switch problem {
        case .noAction: "Er is niets veranderd: druk op een van de knoppen."
        case .missing(.reason): "Schrijf erbij waarom."
        case .missing(.title): "Schrijf wat er moet gebeuren."
        case .missing(.due): "Kies wanneer het af moet zijn."
        case .missing(.person): "Kies iemand."
        case .missing(.day), .badLeavingDay: "Schrijf de dag als 12-12-2026."
        case .dateInFuture: "Die dag komt nog: geef de dag waarop het kind vertrok."
        case .missing(.kind), .missing(.owner), .missing(.role): "Kies er een."
        case .unknown: "Dit kan hier niet gekozen worden. Kies iets uit de lijst."
        case .text(_, let objection): wording.objection(objection)
        case .names(_, let words): Phrases.looksLikeName(words).nl
        case .badDay: "Schrijf de dag als 12-12-2026."
        case .due(.timeForDay): "Geef alleen een dag, geen tijd."
        case .due(.dayPassed), .due(.momentPassed): "Dat is al voorbij: kies een dag die nog komt."
        case .due(.tooFar(_, let latest)): "Zo lang kan het niet: kies \(wording.day(latest, unlessIn: 0)) of eerder."
        case .titleNotAsked: "Deze actie heeft al een titel. Laat dit leeg."
        case .code: "De code van dit dossier past niet bij wat er is ingesteld. Vraag het na bij de beheerder."
        case .refused(let refusal): dutch(refusal)
        }
    }

    private func dutch(_ refusal: CaseRefusal) -> String {
        switch refusal {
        case .closed: "Dit dossier is gesloten. Heropen het eerst."
        case .open: "Dit dossier is al open."
        case .openAlready(let kind, let id): "“\(title(kind))” staat al open, als nummer \(id)."
        case .expected(let kind, let missing):
            "Voor “\(title(kind))” hoort eerst: \(wording.list(missing.map { "“\(title($0))”" })). Doe dat eerst, of schrijf hier waarom het niet kan."
        case .protected(_, let protection): "Dit mag nu niet: \(protection.title.nl)."
        case .alreadyExcluded(let person): "\(name(of: person)) hoort al niets van dit dossier."
        case .notExcluded(let person): "\(name(of: person)) is niet buitengesloten."
        case .keptFromRole(let person): "Het dossier is door de rol van \(name(of: person)) voor hen gesloten; dat kan hier niet anders."
        case .keptFrom(let person): "\(name(of: person)) hoort niets van dit dossier. Kies iemand anders."
        case .takenOver(let role, let other): "In dit dossier is alles van “\(title(of: role))” voor “\(title(of: other))”. Kies die rol."
        case .notDone(let open): "Er staat nog iets open: nummer \(numbers(open)). Rond dat eerst af."
        case .alreadyHeld: "Dit dossier wordt al bewaard."
        case .notHeld: "Dit dossier wordt niet extra bewaard."
        case .codeInUse(let code): "De code \(code) kan niet gebruikt worden. Kies een andere."
        }
    }

    private func english(_ problem: CaseForm.Problem) -> String {
        switch problem {
        case .noAction: "Nothing was changed: press one of the buttons."
        case .missing(.reason): "Add why."
        case .missing(.title): "Write what has to be done."
        case .missing(.due): "Choose when it has to be done."
        case .missing(.person): "Choose somebody."
        case .missing(.day), .badLeavingDay: "Write the day as 12-12-2026."
        case .dateInFuture: "That day is still to come: give the day on which the child left."
        case .missing(.kind), .missing(.owner), .missing(.role): "Choose one."
        case .unknown: "This cannot be chosen here. Choose something from the list."
        case .text(_, let objection): wording.objection(objection)
        case .names(_, let words): Phrases.looksLikeName(words)[.en]
        case .badDay: "Write the day as 12-12-2026."
        case .due(.timeForDay): "Give a day only, without a time."
        case .due(.dayPassed), .due(.momentPassed): "That has passed: choose a day that is still to come."
        case .due(.tooFar(_, let latest)): "That is too long: choose \(wording.day(latest, unlessIn: 0)) or earlier."
        case .titleNotAsked: "This action has a title already. Leave this empty."
        case .code: "The code of this case is none that is configured. Ask the administrator."
        case .refused(let refusal): english(refusal)
        }
    }

    private func english(_ refusal: CaseRefusal) -> String {
        switch refusal {
        case .closed: "This case is closed. Reopen it first."
        case .open: "This case is open already."
        case .openAlready(let kind, let id): "“\(title(kind))” is open already, as number \(id)."
        case .expected(let kind, let missing):
            "Before “\(title(kind))” comes \(wording.list(missing.map { "“\(title($0))”" })). Do that first, or write here why it cannot be done."
        case .protected(_, let protection): "This may not be done now: \(protection.title[.en])."
        case .alreadyExcluded(let person): "\(name(of: person)) hears nothing of this case already."
        case .notExcluded(let person): "\(name(of: person)) is not excluded."
        case .keptFromRole(let person): "The case is kept from \(name(of: person)) because of their role; that cannot be changed here."
        case .keptFrom(let person): "\(name(of: person)) hears nothing of this case. Choose somebody else."
        case .takenOver(let role, let other): "In this case everything of “\(title(of: role))” is for “\(title(of: other))”. Choose that role."
        case .notDone(let open): "Something is still open: number \(numbers(open)). Finish that first."
        case .alreadyHeld: "This case is kept already."
        case .notHeld: "This case is not kept."
        case .codeInUse(let code): "The code \(code) cannot be used. Choose another."
        }
    }
}
