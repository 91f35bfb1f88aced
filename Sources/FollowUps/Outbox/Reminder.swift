/// One step that has come due for one follow-up and one person.
public struct Reminder: Hashable, Sendable {
    public let followUp: Int64
    public let escalation: Int
    /// The step's text: `open`, `-2sd`, `0`, `+5sd`, `repeat 1`, `holiday`, `snooze …`, `again …`.
    public let step: String
    public let recipient: PersonID
    public let audience: Audience
    public let standsInFor: PersonID?
    public let isEscalation: Bool

    public init(
        followUp: Int64, escalation: Int, step: String, recipient: PersonID, audience: Audience, standsInFor: PersonID? = nil,
        isEscalation: Bool = false
    ) {
        self.followUp = followUp
        self.escalation = escalation
        self.step = step
        self.recipient = recipient
        self.audience = audience
        self.standsInFor = standsInFor
        self.isEscalation = isEscalation
    }
}

/// To whom a step goes: the follow-up's owner, or a role at its school.
public enum Audience: Hashable, Sendable, CustomStringConvertible {
    case owner
    case role(RoleID)

    public init(_ text: String) { self = text == "owner" ? .owner : .role(RoleID(text)) }

    func owner(of followUp: FollowUp) -> Owner {
        switch self {
        case .owner: followUp.owner
        case .role(let role): .role(role)
        }
    }

    public var description: String {
        switch self {
        case .owner: "owner"
        case .role(let role): role.rawValue
        }
    }
}
