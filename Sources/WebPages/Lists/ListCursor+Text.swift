import FollowUps

extension ListCursor {
    /// Reads `1796641200-42`, as it stands in a URL.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...18).contains($0.utf8.count) && $0.utf8.allSatisfy(ServerAddress.isDigit) }),
            let overdueFrom = Int64(parts[0]), let id = Int64(parts[1])
        else { return nil }
        self.init(overdueFrom: overdueFrom, id: id)
    }

    public var text: String { "\(overdueFrom)-\(id)" }
}
