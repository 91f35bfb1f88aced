enum SetupError: Error, CustomStringConvertible {
    case another(database: String)

    var description: String {
        switch self {
        case .another(let database): "another opvolgd runs on \(database); stop it first, or try again later"
        }
    }
}
