import FollowUps
import Templates

extension Phrases {
    /// "vr 11 december", or "ma 7 t/m vr 11 december".
    func days(_ days: ClosedRange<Day>, unlessIn year: Int) -> String {
        let (first, last) = (days.lowerBound, days.upperBound)
        if first == last { return day(first, unlessIn: year) }
        return "\(day(first, unlessIn: year)) \(language == .nl ? "t/m" : "to") \(day(last, unlessIn: year))"
    }

    func problem(_ problem: AbsenceForm.Problem, year: Int) -> String {
        switch (problem, language) {
        case (.personMissing, .nl): "Kies wie er afwezig is."
        case (.fromMissing, .nl): "Kies de eerste dag."
        case (.untilMissing, .nl): "Kies de laatste dag."
        case (.badFrom, .nl), (.badUntil, .nl): "Schrijf de dag als 12-12-2026."
        case (.backwards, .nl): "De laatste dag ligt vóór de eerste."
        case (.passed, .nl): "Die dagen zijn voorbij: de herinneringen van toen zijn al verstuurd."
        case (.ownDeputy, .nl): "Iemand kan niet zichzelf vervangen: kies een ander."
        case (.unknownDeputy, .nl): "Kies iemand uit de lijst."
        case (.awayAlready(let known), .nl):
            "Dit stond al genoteerd: afwezig \(days(known.days, unlessIn: year)). Kies alleen dagen die nieuw zijn, of een andere vervanger."
        case (.personMissing, .en): "Choose who is away."
        case (.fromMissing, .en): "Choose the first day."
        case (.untilMissing, .en): "Choose the last day."
        case (.badFrom, .en), (.badUntil, .en): "Write the day as 12-12-2026."
        case (.backwards, .en): "The last day is before the first."
        case (.passed, .en): "Those days are over: their reminders have been sent."
        case (.ownDeputy, .en): "Nobody can stand in for themselves: choose somebody else."
        case (.unknownDeputy, .en): "Choose somebody from the list."
        case (.awayAlready(let known), .en):
            "This was noted already: away \(days(known.days, unlessIn: year)). Choose only days that are new, or another stand-in."
        }
    }
}

extension FollowUpPhrases {
    func gap(_ gap: StandInGap, unlessIn year: Int) -> String {
        let (day, name) = (wording.day(gap.day, unlessIn: year), name(of: gap.person))
        let others = gap.tried.dropFirst().map { self.name(of: $0) }
        switch wording.language {
        case .nl:
            let why =
                others.isEmpty ? "er is geen vervanger aangewezen" : "\(wording.list(others)) \(others.count == 1 ? "is" : "zijn") er dan ook niet"
            return
                "Let op: op \(day) vervangt niemand \(name), want \(why). Herinneringen gaan dan naar wie daarna aan de beurt is. Kies een andere vervanger."
        case .en:
            let why = others.isEmpty ? "no stand-in is named" : "\(wording.list(others)) \(others.count == 1 ? "is" : "are") not there either"
            return "Note: on \(day) nobody stands in for \(name), because \(why). Reminders then go to whoever comes next. Choose another stand-in."
        }
    }
}
