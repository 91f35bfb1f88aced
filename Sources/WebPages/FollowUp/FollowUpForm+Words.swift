import FollowUps
import Templates

extension Phrases {
    func problem(_ problem: FollowUpForm.Problem) -> String {
        switch language {
        case .nl: dutch(problem)
        case .en: english(problem)
        }
    }

    private func dutch(_ problem: FollowUpForm.Problem) -> String {
        switch problem {
        case .noButton: "Er is niets veranderd: druk op een van de knoppen."
        case .noOutcome: "Kies eerst wat er is gebeurd."
        case .reasonMissing: "Schrijf erbij waarom."
        case .reason(_, let objection), .snoozeReason(let objection): dutch(objection)
        case .badDate: "Schrijf de dag als 12-12-2026."
        case .dateInFuture: "Die dag komt nog: geef de dag waarop het is gebeurd."
        case .caseNotDone(_, let open):
            "Hiermee sluit u het dossier, en daarin staat nog iets open: \(open.map(String.init).joined(separator: ", ")). Rond dat eerst af."
        case .endedOtherwise:
            "Deze actie was al afgerond, dus wat u nu koos, telt niet. Hieronder staat wat wel telt, van wie het komt en van wanneer. Klopt dat niet, "
                + "overleg dan met diegene: de actie kan weer worden geopend."
        case .untilMissing: "Kies tot welke dag u geen herinnering wilt."
        case .badUntil: "Schrijf de dag als 12-12-2026."
        case .untilPassed: "Die dag is al begonnen: kies een dag die nog komt."
        case .untilTooLate(let latest): "Zo lang kan het niet: kies \(day(latest, unlessIn: latest.components.year)) of eerder."
        case .reasonNames(_, let words), .snoozeReasonNames(let words):
            "“\(words.onOneLine)” lijkt de naam van iemand. Laat weg om wie het gaat; is het geen naam, druk dan nog een keer op de knop."
        case .snoozeReasonMissing: "Schrijf erbij waarom het moet wachten."
        }
    }

    private func dutch(_ objection: PersonalDataFilter.Objection) -> String {
        switch objection {
        case .tooLong: "Houd het kort, hooguit \(PersonalDataFilter.longest) tekens. Het verhaal hoort in het dossier."
        case .controlCharacters: "Schrijf één gewone regel, zonder regeleinden."
        case .emailAddress: "Hierin staat een e-mailadres. Laat weg om wie het gaat."
        case .bsn: "Hierin staat een getal dat een BSN kan zijn. Laat weg om wie het gaat."
        case .telephoneNumber: "Hierin staat een telefoonnummer. Laat weg om wie het gaat."
        }
    }

    private func english(_ problem: FollowUpForm.Problem) -> String {
        switch problem {
        case .noButton: "Nothing was changed: press one of the buttons."
        case .noOutcome: "First choose what happened."
        case .reasonMissing: "Add why."
        case .reason(_, let objection), .snoozeReason(let objection): english(objection)
        case .badDate: "Write the day as 12-12-2026."
        case .dateInFuture: "That day is still to come: give the day on which it happened."
        case .caseNotDone(_, let open):
            "This closes the case, and something is still open in it: \(open.map(String.init).joined(separator: ", ")). Finish that first."
        case .endedOtherwise:
            "This action had been finished already, so what you chose now does not count. Below is what does, from whom and since when. If that is wrong, "
                + "talk to them: the action can be opened again."
        case .untilMissing: "Choose until which day you want no reminder."
        case .badUntil: "Write the day as 12-12-2026."
        case .untilPassed: "That day has begun already: choose one that is still to come."
        case .untilTooLate(let latest): "That is too long: choose \(day(latest, unlessIn: latest.components.year)) or earlier."
        case .reasonNames(_, let words), .snoozeReasonNames(let words):
            "“\(words.onOneLine)” looks like somebody’s name. Leave out whom it is about; if it is no name, press the button once more."
        case .snoozeReasonMissing: "Add why it has to wait."
        }
    }

    private func english(_ objection: PersonalDataFilter.Objection) -> String {
        switch objection {
        case .tooLong: "Keep it short, \(PersonalDataFilter.longest) characters at most. The story belongs in the dossier."
        case .controlCharacters: "Write one plain line, without line breaks."
        case .emailAddress: "This holds an e-mail address. Leave out whom it is about."
        case .bsn: "This holds a number that may be a citizen service number (BSN). Leave out whom it is about."
        case .telephoneNumber: "This holds a telephone number. Leave out whom it is about."
        }
    }
}

extension FollowUpForm.Problem {
    var field: String {
        switch self {
        case .noButton, .noOutcome, .caseNotDone: "outcome"
        case .reasonMissing(let outcome), .reason(let outcome, _), .reasonNames(let outcome, _): "reason-\(outcome)"
        case .badDate(let outcome), .dateInFuture(let outcome): "date-\(outcome)"
        case .endedOtherwise: "ended"
        case .untilMissing, .badUntil, .untilPassed, .untilTooLate: "until"
        case .snoozeReasonMissing, .snoozeReason, .snoozeReasonNames: "snooze-reason"
        }
    }
}
