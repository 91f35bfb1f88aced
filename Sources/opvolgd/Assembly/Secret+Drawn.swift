import FollowUps

extension Secret {
    /// A new one, by chance from the system.
    @Sendable static func drawn() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return Secret(from: &generator)
    }
}
