import FollowUps
import Templates

extension FollowUpForm {
    /// The id of the field that a problem is about, which its summary leads to.
    func field(of problem: Problem) -> String {
        switch problem {
        case .noButton, .noOutcome, .notTogether, .refused(.caseNotDone): "outcome"
        case .refused(.endedAlready), .refused(.openAlready): "ended"
        case .text, .names: button == .note ? "note-text" : id(of: .reason)
        case .badDay(let field): id(of: field)
        case .dateInFuture: id(of: .on)
        case .untilMissing, .untilPassed, .untilTooLate: id(of: .until)
        case .dueMissing, .due, .agreedMissing, .agreedNotToCome: id(of: .due)
        case .noOwner, .refused(.keptFromOwner): id(of: .to)
        case .noEntry, .refused(.nothingToStrike): id(of: .entry)
        case .refused: "content"
        }
    }

    func id(of field: Field) -> String { Self.id(of: field, in: button) }

    static func id(of field: Field, in button: FollowUpAction?) -> String {
        button == .close ? field.rawValue : "\(button?.rawValue ?? "form")-\(field.rawValue)"
    }
}

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
        case .notTogether: "Niet alles wat u aankruiste, kan samen: laat er iets van weg."
        case .text(.missing), .text(.blank): "Schrijf erbij waarom."
        case .text(.objection(let objection)): self.objection(objection)
        case .names(let words): Self.looksLikeName(words).nl
        case .badDay: "Schrijf de dag als 12-12-2026."
        case .dateInFuture: "Die dag komt nog: geef de dag waarop het is gebeurd."
        case .agreedMissing: "Geef de dag die is afgesproken."
        case .agreedNotToCome: "Geef een dag die nog komt."
        case .untilMissing: "Kies tot welke dag u geen herinnering wilt."
        case .untilPassed: "Die dag is al begonnen: kies een dag die nog komt."
        case .untilTooLate(let latest): "Zo lang kan het niet: kies \(day(latest, unlessIn: latest.components.year)) of eerder."
        case .dueMissing: "Kies de dag waarop het klaar moet zijn."
        case .due(.timeForDay): "Geef alleen een dag, zonder tijd."
        case .due(.dayPassed), .due(.momentPassed): "Die dag is al voorbij: kies een dag die nog komt."
        case .due(.tooFar(_, let latest)): "Zo ver weg kan het niet: kies \(day(latest, unlessIn: latest.components.year)) of eerder."
        case .noOwner: "Kies aan wie u dit geeft."
        case .noEntry: "Kies wat er doorgehaald moet worden."
        case .refused(let refusal): dutch(refusal)
        }
    }

    private func dutch(_ refusal: ActionRefusal) -> String {
        switch refusal {
        case .endedAlready:
            "Deze actie was al afgerond, dus wat u nu koos, telt niet. Hieronder staat wat wel telt, van wie het komt en van wanneer. Klopt dat niet, "
                + "overleg dan met diegene: de actie kan weer worden geopend."
        case .openAlready: "Deze actie is al weer open."
        case .anotherOpen(let id): "Er staat al zo'n actie open in dit dossier: nr. \(id). Rond die af."
        case .caseClosed: "Het dossier is gesloten. Open eerst het dossier weer."
        case .caseNotDone(let open):
            "Hiermee sluit u het dossier, en daarin staat nog iets open: \(open.map(String.init).joined(separator: ", ")). Rond dat eerst af."
        case .protected(let protection): "Dit kan nu niet: \(protection.title[language].onOneLine)."
        case .keptFromOwner: "Aan wie u koos, kan dit niet: kies iemand anders."
        case .nothingToStrike: "Daar staat niets meer dat doorgehaald kan worden."
        }
    }

    private func english(_ problem: FollowUpForm.Problem) -> String {
        switch problem {
        case .noButton: "Nothing was changed: press one of the buttons."
        case .noOutcome: "First choose what happened."
        case .notTogether: "Not all that you ticked can go together: leave something out."
        case .text(.missing), .text(.blank): "Add why."
        case .text(.objection(let objection)): self.objection(objection)
        case .names(let words): Self.looksLikeName(words)[.en]
        case .badDay: "Write the day as 12-12-2026."
        case .dateInFuture: "That day is still to come: give the day on which it happened."
        case .agreedMissing: "Give the day that was agreed on."
        case .agreedNotToCome: "Give a day that is still to come."
        case .untilMissing: "Choose until which day you want no reminder."
        case .untilPassed: "That day has begun already: choose one that is still to come."
        case .untilTooLate(let latest): "That is too long: choose \(day(latest, unlessIn: latest.components.year)) or earlier."
        case .dueMissing: "Choose the day by which it has to be done."
        case .due(.timeForDay): "Give a day only, without a time."
        case .due(.dayPassed), .due(.momentPassed): "That day has passed: choose one that is still to come."
        case .due(.tooFar(_, let latest)): "That is too far away: choose \(day(latest, unlessIn: latest.components.year)) or earlier."
        case .noOwner: "Choose to whom you give this."
        case .noEntry: "Choose what has to be struck out."
        case .refused(let refusal): english(refusal)
        }
    }

    private func english(_ refusal: ActionRefusal) -> String {
        switch refusal {
        case .endedAlready:
            "This action had been finished already, so what you chose now does not count. Below is what does, from whom and since when. If that is wrong, "
                + "talk to them: the action can be opened again."
        case .openAlready: "This action is open again already."
        case .anotherOpen(let id): "An action of this kind is open in this case already: no. \(id). Finish that one."
        case .caseClosed: "The case is closed. Open the case again first."
        case .caseNotDone(let open):
            "This closes the case, and something is still open in it: \(open.map(String.init).joined(separator: ", ")). Finish that first."
        case .protected(let protection): "This cannot be done now: \(protection.title[language].onOneLine)."
        case .keptFromOwner: "It cannot be given to whom you chose: choose somebody else."
        case .nothingToStrike: "There is nothing left there that can be struck out."
        }
    }

    /// Asks about words, in any form.
    static func looksLikeName(_ words: String) -> LocalizedText {
        LocalizedText(
            nl: "“\(words.onOneLine)” lijkt de naam van iemand. Laat weg om wie het gaat; is het geen naam, druk dan nog een keer op de knop.",
            en: "“\(words.onOneLine)” looks like somebody’s name. Leave out whom it is about; if it is no name, press the button once more.")
    }

    /// Why a text is refused, for any form.
    func objection(_ objection: PersonalDataFilter.Objection) -> String {
        switch (language, objection) {
        case (.nl, .tooLong): "Houd het kort, hooguit \(PersonalDataFilter.longest) tekens. Het verhaal hoort in het dossier."
        case (.nl, .controlCharacters): "Schrijf één gewone regel, zonder regeleinden."
        case (.nl, .emailAddress): "Hierin staat een e-mailadres. Laat weg om wie het gaat."
        case (.nl, .bsn): "Hierin staat een getal dat een BSN kan zijn. Laat weg om wie het gaat."
        case (.nl, .telephoneNumber): "Hierin staat een telefoonnummer. Laat weg om wie het gaat."
        case (.en, .tooLong): "Keep it short, \(PersonalDataFilter.longest) characters at most. The story belongs in the dossier."
        case (.en, .controlCharacters): "Write one plain line, without line breaks."
        case (.en, .emailAddress): "This holds an e-mail address. Leave out whom it is about."
        case (.en, .bsn): "This holds a number that may be a citizen service number (BSN). Leave out whom it is about."
        case (.en, .telephoneNumber): "This holds a telephone number. Leave out whom it is about."
        }
    }
}
