import Foundation

/// Reads secrets: a systemd credential with the file's name if there is one, else the file that the configuration names.
public struct Credentials: Sendable {
    /// `$CREDENTIALS_DIRECTORY`, which systemd fills for the service only.
    private let directory: String?

    public init(environment: [String: String]) { directory = environment["CREDENTIALS_DIRECTORY"] }

    /// The secret without its file's line end.
    public func read(_ file: String) throws(CredentialError) -> String {
        let name = (file as NSString).lastPathComponent
        let candidates = [directory.map { "\($0)/\(name)" }, file].compactMap { $0 }
        for path in candidates {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            let trimmed = text.trimmingCharacters(in: .newlines)
            if trimmed.isEmpty { throw .empty(path) }
            return trimmed
        }
        throw .unreadable(file)
    }
}

/// No description shows the secret.
public enum CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case empty(String)

    public var description: String {
        switch self {
        case .unreadable(let path):
            "the secret \(path) cannot be read; make the file, readable by the service, or give systemd a credential of that name"
        case .empty(let path): "the secret \(path) is empty"
        }
    }
}
