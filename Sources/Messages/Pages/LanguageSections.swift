import FollowUps

/// Makes of a template that speaks every language one that speaks a single one: its `{{#nl}}…{{/nl}}` and `{{#en}}…{{/en}}` are decided once, when it is
/// read. Half of the tags of a page are these, and to ask for each at every line of a list took most of the time that a page took.
enum LanguageSections {
    /// What remains of a text whose sections are closed as they should be; the tag of a section that stands alone takes its line with it, as in Mustache.
    static func resolve(_ text: String, for language: Language) -> String {
        var result = ""
        var sections: [Bool] = []
        var rest = text[...]
        while let tag = rest.firstMatch(of: #/(?m)^[ \t]*\{\{[ ]*([#^\/])[ ]*(nl|en)[ ]*\}\}[ \t]*\n|\{\{[ ]*([#^\/])[ ]*(nl|en)[ ]*\}\}/#) {
            if sections.allSatisfy({ $0 }) { result += rest[..<tag.range.lowerBound] }
            rest = rest[tag.range.upperBound...]
            let isOurs = (tag.2 ?? tag.4).map(String.init) == language.rawValue
            switch tag.1 ?? tag.3 {
            case "#": sections.append(isOurs)
            case "^": sections.append(!isOurs)
            default: _ = sections.popLast()
            }
        }
        return sections.allSatisfy { $0 } ? result + rest : result
    }
}
