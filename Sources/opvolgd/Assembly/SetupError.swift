import FollowUps

enum SetupError: Error, CustomStringConvertible {
    case another(database: String)
    /// This machine may not send.
    case standby(StandbyFinding)

    var description: String {
        switch self {
        case .another(let database): "another opvolgd runs on \(database); stop it first, or try again later"
        case .standby(let finding): finding.problem ?? ""
        }
    }
}
