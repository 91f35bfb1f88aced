import FollowUps

/// Warns of words that look like a person's name (promise 9).
final class NameWarning {
    private let rules: Ruleset
    /// Lazy, because it goes through all words of the catalogue.
    private lazy var words = PossibleNames(catalogues: rules.catalogues, directory: rules.directory)

    init(_ instance: Instance) { rules = instance.rules }

    /// `title` and `note` are what those texts are called where they were typed.
    func about(_ opening: NewFollowUp, title: String = "--title", note: String = "--note") -> [String] {
        [(title, opening.title, "a title stands in mails"), (note, opening.note, "a case is a code")].compactMap { place, text, why in
            text.flatMap(words.first).map { "\(place) looks as if it names somebody (\"\($0)\"), and \(why)" }
        }
    }
}
