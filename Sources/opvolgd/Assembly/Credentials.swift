import Configuration
import Foundation

/// Reads secrets: a systemd credential of that name if there is one, else the file that the configuration names.
struct Credentials {
    /// `$CREDENTIALS_DIRECTORY`, which systemd fills for the service alone.
    let directory: String?

    init(environment: [String: String]) { directory = environment["CREDENTIALS_DIRECTORY"] }

    /// The secret without the line end of its file; throws what a person has to do when it cannot be read.
    func read(_ secret: SecretFile) throws(SetupError) -> String {
        let candidates = [directory.map { "\($0)/\(secret.name)" }, secret.path].compactMap { $0 }
        for path in candidates {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            let trimmed = text.trimmingCharacters(in: .newlines)
            if trimmed.isEmpty { throw .emptySecret(path) }
            return trimmed
        }
        throw .noSecret(secret.path)
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
