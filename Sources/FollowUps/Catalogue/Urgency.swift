/// From least to most pressing. Also names the policy of kinds without one.
public enum Urgency: String, CaseIterable, Sendable, Comparable {
    case normal, urgent, acute

    public static func < (left: Urgency, right: Urgency) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .normal: 0
        case .urgent: 1
        case .acute: 2
        }
    }
}
