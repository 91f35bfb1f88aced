/// What planning one batch of follow-ups came to.
public struct PlanningReport: Sendable, Equatable {
    /// How many follow-ups were looked at; as many as the batch could hold means that there may be more.
    public var looked = 0
    public var reminders = 0
    /// How many overviews were planned.
    public var overviews = 0
    public var unreached: [Unreached] = []
    /// Follow-ups that could not be planned and will be looked at again later, with the reason.
    public var failed: [Failure] = []

    public struct Failure: Sendable, Equatable {
        public let followUp: Int64
        public let reason: String
        /// False when it was told of before for the same reason.
        public let isNews: Bool

        public init(followUp: Int64, reason: String, isNews: Bool = true) {
            self.followUp = followUp
            self.reason = reason
            self.isNews = isNews
        }
    }

    public init() {}
}
