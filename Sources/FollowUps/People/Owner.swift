/// Who must do a follow-up: whoever holds a role at its school, or one person.
public enum Owner: Hashable, Sendable, CustomStringConvertible {
    case role(RoleID)
    case person(PersonID)

    public var description: String {
        switch self {
        case .role(let role): role.rawValue
        case .person(let person): person.rawValue
        }
    }
}
