import FollowUps

extension Secret {
    /// From the system's random numbers.
    @Sendable static func drawn() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return Secret(from: &generator)
    }
}
