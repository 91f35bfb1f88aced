import Foundation
import FollowUps

extension Phrases {
    /// A role with its article: "de directie", "het bestuur", "the head of school". A title that has one keeps it.
    public func the(_ role: String) -> String {
        let articles = language == .nl ? ["de ", "het ", "een "] : ["the ", "a ", "an "]
        if articles.contains(where: role.lowercased().hasPrefix) { return role }
        if language == .en { return "the \(role)" }
        let noun = role.split(separator: " ").last?.lowercased() ?? ""
        return Self.neuterNouns.contains(where: noun.hasSuffix) ? "het \(role)" : "de \(role)"
    }

    /// Endings of roles that take "het"; all others take "de".
    private static let neuterNouns = ["bestuur", "team", "hoofd", "lid", "bureau", "secretariaat", "kantoor", "meldpunt"]

    /// "tweede", "12e"; "second", "12th".
    public func ordinal(_ number: Int) -> String {
        let words =
            language == .nl
            ? ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"]
            : ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        if words.indices.contains(number - 1) { return words[number - 1] }
        if language == .nl { return "\(number)e" }
        let ending = (11...13).contains(number % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10, default: "th"]
        return "\(number)\(ending)"
    }

    /// For a locked telephone: says that it cannot wait, not what it is.
    public func acute(_ subject: String) -> String { "\(language == .nl ? "Acuut" : "Acute"): \(subject)" }

    public func neutralTitle(_ id: Int64) -> String { Self.neutralTitle(id, in: language) }

    /// The title of a follow-up where nothing may be said about it.
    public static func neutralTitle(_ id: Int64, in language: Language) -> String { language == .nl ? "Actie \(id)" : "Action \(id)" }

    /// At the start of a day only the day, otherwise with the time.
    public func until(_ instant: Date, unlessIn year: Int) -> String {
        clock.minutes(of: instant) == 0 ? day(clock.day(of: instant), unlessIn: year) : moment(instant, unlessIn: year)
    }
}

extension String {
    /// Up to and including the first `.`, `?` or `!` before a space; the whole text when there is none.
    public var firstSentence: String {
        let end = zip(indices, indices.dropFirst()).first { ".?!".contains(self[$0]) && self[$1].isWhitespace }
        return end.map { String(self[...$0.0]) } ?? self
    }
}
