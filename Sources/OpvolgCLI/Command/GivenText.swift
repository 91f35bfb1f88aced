import FollowUps

/// Free text as somebody typed it behind an option.
enum GivenText {
    /// Throws what speaks against keeping it, and when there is nothing in it.
    static func checked(_ text: String, option: String) throws(Refusal) -> String {
        if text.allSatisfy(\.isWhitespace) { throw .empty(option) }
        if let objection = PrivateText.objection(to: text) { throw .objection(option, objection) }
        return text
    }
}
