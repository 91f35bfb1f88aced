/// Finds words in free text that look like a person's name, to warn whoever typed them (promise 9): after "mevrouw", an
/// initial or "van den", or two capitalised words in a row. Words of the catalogue and the schools are no names. It
/// cannot know every word, so it only warns.
public struct PossibleNames: Sendable {
    private let known: Set<String>

    public init(catalogues: Catalogues, directory: Directory) {
        var texts = catalogues.all.flatMap(\.kinds).flatMap { kind in [kind.title, kind.help].compactMap { $0 } + kind.outcomes.map(\.title) }
        texts += catalogues.roles.map(\.title)
        let names = directory.schools.flatMap { [$0.name, $0.id.rawValue] } + directory.contacts.map(\.name)
        let all = texts.flatMap { [$0.nl, $0.en ?? ""] } + names
        known = Set(all.flatMap(Self.words).map { $0.text.lowercased() }).union(Self.institutions).union(Self.titles)
    }

    public func first(in text: String) -> String? {
        let words = Self.words(text)
        for (place, word) in words.enumerated() where isName(word.text) && !word.beginsAnew {
            let before = words[..<place]
            guard let last = before.last else { continue }
            if Self.titles.contains(last.text.lowercased()) || Self.isInitial(last.text) { return "\(last.text) \(word.text)" }
            let prefix = before.reversed().prefix { Self.prefixes.contains($0.text.lowercased()) }.reversed().map(\.text).joined(separator: " ")
            if !prefix.isEmpty { return "\(prefix) \(word.text)" }
            if isName(last.text) { return "\(last.text) \(word.text)" }
        }
        return nil
    }

    /// The same, unless whoever typed it has been asked about these words already and sent them again.
    public func first(in text: String?, unlessAsked asked: String) -> String? { text.flatMap(first).flatMap { $0 == asked ? nil : $0 } }

    private func isName(_ word: String) -> Bool {
        let parts = word.split { "-’'".contains($0) }
        guard let first = parts.first, first.first?.isUppercase == true, first.count > 1 || parts.count > 1 else { return false }
        return parts.allSatisfy { $0.first?.isLetter == true && $0.dropFirst().allSatisfy(\.isLowercase) } && !known.contains(word.lowercased())
    }

    /// `J.` or `A.B.`
    private static func isInitial(_ word: String) -> Bool {
        word.count > 1 && word.count % 2 == 0 && word.enumerated().allSatisfy { $0 % 2 == 0 ? $1.isUppercase : $1 == "." }
    }

    private struct Word {
        let text: String
        /// Whether punctuation stands between it and the word before.
        let beginsAnew: Bool
    }

    private static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        var hasEnded = false
        for token in text.split(whereSeparator: { $0.isWhitespace || $0 == "/" }) {
            let start = token.drop { !$0.isLetter && !$0.isNumber && !"’'".contains($0) }
            let word = isInitial(String(start)) ? String(start) : String(start.prefix { $0.isLetter || $0.isNumber || "-’'".contains($0) })
            guard !word.isEmpty else {
                hasEnded = true
                continue
            }
            words.append(Word(text: word, beginsAnew: hasEnded || start.count < token.count))
            // The full stop of "dhr." ends nothing.
            hasEnded = start.count > word.count && !titles.contains(word.lowercased())
        }
        return words
    }

    private static let titles: Set<String> = [
        "meneer", "mevrouw", "dhr", "mevr", "mw", "juf", "juffrouw", "meester", "mr", "mrs", "ms", "miss", "familie", "fam",
    ]
    private static let prefixes: Set<String> = ["van", "de", "den", "der", "ter", "ten", "’t", "'t", "el", "al", "ben"]
    private static let institutions: Set<String> = [
        "bureau", "centrum", "cito", "februari", "gemeente", "halt", "inspectie", "januari", "jeugdbescherming", "jeugdgezondheidszorg", "jeugdhulp",
        "jeugdzorg", "kerst", "kinderbescherming", "kindertelefoon", "leerplicht", "magister", "meldcode", "nederlands", "nederland",
        "onderwijsinspectie",
        "parnassys", "pasen", "pinksteren", "raad", "samenwerkingsverband", "sinterklaas", "sociaal", "team", "teams", "thuis", "veilig", "wijkteam",
        "engels", "duits", "frans", "turks", "pools", "arabisch", "oekraïens", "maatwerk", "monday", "tuesday", "wednesday", "thursday", "friday",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "groep", "juni",
        "juli",
        "amsterdam", "belgië", "café", "duitsland", "haag", "marokko", "oekraïne", "polen", "rotterdam", "syrië", "turkije", "utrecht", "word",
        "excel", "whatsapp", "google", "outlook", "microsoft", "magistraat", "ouderavond", "gesprek", "verslag", "formulier", "nieuw",
        "nieuwe",
    ]
}
