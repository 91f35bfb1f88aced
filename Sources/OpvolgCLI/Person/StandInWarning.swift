import FollowUps

enum StandInWarning {
    static func text(_ gap: StandInGap) -> String {
        let tried = gap.tried.map(\.rawValue).joined(separator: " → ")
        let why = gap.isRing ? "the deputies go round in a ring (\(tried))" : "no deputy is there (\(tried))"
        return "on \(gap.day) nobody stands in for \(gap.person): \(why); reminders then go to the people of the next step"
    }
}
