import FollowUps

enum GivenText {
    /// Throws when the text is blank, or must not be kept (promise 9).
    static func checked(_ text: String, option: String) throws(Refusal) -> String {
        if text.allSatisfy(\.isWhitespace) { throw .empty(option) }
        if let objection = PrivateText.objection(to: text) { throw .objection(option, objection) }
        return text
    }
}
