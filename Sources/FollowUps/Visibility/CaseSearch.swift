/// Which cases a list shows.
public struct CaseSearch: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        case open, closed, all
    }

    /// What the code holds, in whatever case; empty for any.
    public let text: String
    public let state: State

    public static let open = CaseSearch()

    public init(text: String = "", state: State = .open) {
        self.text = text
        self.state = state
    }
}
