import FollowUps

enum FreeTextOption {
    /// Throws when the text is blank, or must not be kept (promise 9).
    static func checked(_ text: String, option: String) throws(CommandError) -> String {
        if text.allSatisfy(\.isWhitespace) { throw .empty(option) }
        if let objection = PersonalDataFilter.objection(to: text) { throw .objection(option, objection) }
        return text
    }
}
