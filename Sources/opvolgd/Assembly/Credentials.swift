import Foundation

/// Reads secrets: a systemd credential with the name of the file if there is one, else the file that the configuration names.
struct Credentials {
    /// `$CREDENTIALS_DIRECTORY`, which systemd fills for the service alone.
    let directory: String?

    init(environment: [String: String]) { directory = environment["CREDENTIALS_DIRECTORY"] }

    /// The secret without the line end of its file; throws what a person has to do when it cannot be read.
    func read(_ file: String) throws(SetupError) -> String {
        let name = (file as NSString).lastPathComponent
        let candidates = [directory.map { "\($0)/\(name)" }, file].compactMap { $0 }
        for path in candidates {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            let trimmed = text.trimmingCharacters(in: .newlines)
            if trimmed.isEmpty { throw .emptySecret(path) }
            return trimmed
        }
        throw .noSecret(file)
    }
}

/// Why the daemon cannot be put together although its files are in order.
enum SetupError: Error, CustomStringConvertible {
    case noSecret(String)
    case emptySecret(String)
    case another(database: String)

    var description: String {
        switch self {
        case .noSecret(let path):
            "the secret \(path) cannot be read; make the file, readable by the service, or give systemd a credential of that name"
        case .emptySecret(let path): "the secret \(path) is empty"
        case .another(let database): "another opvolgd runs on \(database); stop it first, or try again later"
        }
    }
}
