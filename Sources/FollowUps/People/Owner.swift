/// Who must do a follow-up: whoever holds a role at its school, or one person.
public enum Owner: Hashable, Sendable, CustomStringConvertible {
    case role(RoleID)
    case person(PersonID)

    /// A role of a catalogue, else a person; nil when the files have neither.
    public init?(named name: String, _ catalogues: Catalogues, _ directory: Directory) {
        if let role = catalogues.role(RoleID(name)) {
            self = .role(role.id)
        } else if let person = directory.person(PersonID(name)) {
            self = .person(person.id)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .role(let role): role.rawValue
        case .person(let person): person.rawValue
        }
    }
}
