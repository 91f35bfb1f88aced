import FollowUps

/// Makes of a template that speaks every language one that speaks a single one: its `{{#nl}}…{{/nl}}` and `{{#en}}…{{/en}}` are decided once, when it is
/// read. Half of the tags of a page are these, and to ask for each at every line of a list took most of the time that a page took.
enum LanguageSections {
    /// What remains of a text whose sections are closed as they should be; the tag of a section that stands alone takes its line with it, as in Mustache.
    static func resolve(_ text: String, for language: Language) -> String {
        let tags = text.matches(of: #/(?m)^[ \t]*\{\{[ ]*([#^\/])[ ]*([a-z]+)[ ]*\}\}[ \t]*\n|\{\{[ ]*([#^\/])[ ]*([a-z]+)[ ]*\}\}/#)
        var result = ""
        var position = text.startIndex
        var sections: [Bool] = []
        for tag in tags {
            guard let named = (tag.2 ?? tag.4).flatMap({ Language(rawValue: String($0)) }) else { continue }
            if sections.allSatisfy({ $0 }) { result += text[position..<tag.range.lowerBound] }
            position = tag.range.upperBound
            switch tag.1 ?? tag.3 {
            case "#": sections.append(named == language)
            case "^": sections.append(named != language)
            default: _ = sections.popLast()
            }
        }
        return sections.allSatisfy { $0 } ? result + text[position...] : result
    }
}
