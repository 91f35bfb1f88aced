public struct PlanningReport: Sendable, Equatable {
    /// Follow-ups looked at. When they fill the batch, there may be more.
    public var looked = 0
    public var reminders = 0
    public var overviews = 0
    public var unreached: [UnreachableAudience] = []
    /// Follow-ups that could not be planned, and are tried again later.
    public var failed: [Failure] = []

    public struct Failure: Sendable, Equatable {
        public let followUp: Int64
        public let reason: String
        /// False when it was reported before for the same reason.
        public let isNews: Bool

        public init(followUp: Int64, reason: String, isNews: Bool = true) {
            self.followUp = followUp
            self.reason = reason
            self.isNews = isNews
        }
    }

    public init() {}
}
