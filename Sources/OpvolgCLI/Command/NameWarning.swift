import FollowUps

/// Notices words in what somebody typed that look like the name of a person.
final class NameWarning {
    private let rules: Rules
    /// Made for the first text, if there is any: it goes through all words of the catalogue.
    private lazy var words = NameLikeWords(catalogue: rules.catalogue, directory: rules.directory)

    init(_ instance: Instance) { rules = instance.rules }

    /// About the title and the note of a follow-up to be opened, called as whoever typed them knows them.
    func about(_ opening: Opening, title: String = "--title", note: String = "--note") -> [String] {
        [(title, opening.title, "a title stands in mails"), (note, opening.note, "a case is a code")].compactMap { place, text, why in
            text.flatMap(words.first).map { "\(place) looks as if it names somebody (\"\($0)\"), and \(why)" }
        }
    }
}
