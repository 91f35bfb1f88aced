import Foundation

public struct SecretFile: Hashable, Sendable {
    /// Where systemd finds secrets for the service, each as `opvolg.NAME` (systemd.exec(5), LoadCredential=).
    public static let credentialStores = ["/etc/credstore", "/etc/credstore.encrypted", "/run/credstore", "/usr/lib/credstore"]

    /// Such as `[mail] password_file`.
    public let key: String
    public let path: String
    /// One secret per line.
    public let mayHaveLines: Bool

    public init(key: String, path: String, mayHaveLines: Bool) {
        self.key = key
        self.path = path
        self.mayHaveLines = mayHaveLines
    }

    /// No description shows the secret.
    public enum Finding: Hashable, Sendable {
        case problem(String)
        /// The check cannot be made from here.
        case warning(String)
    }

    /// Whether the service can use the file: it exists, is readable, is closed to others and holds nothing but the secret. A file
    /// in `credentials`, which is `$CREDENTIALS_DIRECTORY`, comes first; what may be in `stores` is not reported as missing.
    public func findings(credentials: String?, stores: [String] = credentialStores) -> [Finding] {
        let name = (path as NSString).lastPathComponent
        if let given = credentials.map({ "\($0)/\(name)" }), access(given, F_OK) == 0 { return look(at: given) }
        var status = stat()
        if stat(path, &status) == 0 { return look(at: path) }
        if errno == EACCES { return [.warning("\(place): you may not look at it; run this as the user of the service")] }
        if stores.contains(where: { access("\($0)/opvolg.\(name)", F_OK) == 0 || errno == EACCES }) { return [] }
        return [.problem("\(place): there is no such file; make it, or give systemd a credential of that name")]
    }

    private var place: String { "\(key): \(path)" }

    private func look(at file: String) -> [Finding] {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [.problem("\(key): \(file) is no file")] }
        var found: [Finding] = []
        if status.st_mode & 0o006 != 0 {
            found.append(.problem("\(key): everybody on this machine can read or change \(file); run: chmod o-rwx \(file)"))
        }
        guard access(file, R_OK) == 0, let data = FileManager.default.contents(atPath: file) else {
            return found + [.warning("\(key): you may not read \(file); run this as the user of the service")]
        }
        return found + contentProblems(data).map { .problem("\(key): \(file) \($0)") }
    }

    private func contentProblems(_ data: Data) -> [String] {
        guard let text = String(data: data, encoding: .utf8) else { return ["is no text in UTF-8"] }
        // The service strips line ends around it.
        let secret = text.trimmingCharacters(in: .newlines)
        if secret.allSatisfy(\.isWhitespace) { return ["is empty; put the secret into it"] }
        if data.starts(with: [0xEF, 0xBB, 0xBF]) { return ["begins with a byte order mark; save it without one"] }
        let lines = secret.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var problems: [String] = []
        if lines.count > 1, !mayHaveLines { problems.append("holds \(lines.count) lines; leave the secret alone in it") }
        if lines.contains(where: { $0.first?.isWhitespace == true || $0.last?.isWhitespace == true }) {
            problems.append("has a blank before or behind the secret, which would count as part of it; take it out")
        }
        if secret.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && !Character($0).isWhitespace }) {
            problems.append("holds a control character; write the secret anew")
        }
        return problems
    }
}

extension Settings {
    /// Nil where nobody signs in with the school's account.
    public var schoolAccountSecret: SecretFile? {
        (web?.schoolAccount).map { SecretFile(key: "[web.oidc] client_secret_file", path: $0.clientSecretFile, mayHaveLines: false) }
    }

    /// The secrets of what is switched on, in the order of the configuration.
    public var secretFiles: [SecretFile] {
        var files: [SecretFile] = []
        if case .smtp(let smtp) = mail.transport {
            switch smtp.login {
            case .password(_, let file)?: files.append(SecretFile(key: "[mail] password_file", path: file, mayHaveLines: false))
            case .token(_, let client)?: files.append(SecretFile(key: "[mail] client_secret_file", path: client.secretFile, mayHaveLines: false))
            case nil: break
            }
        }
        if case .password(_, let file)? = bounce?.login { files.append(SecretFile(key: "[bounce] password_file", path: file, mayHaveLines: false)) }
        for webhook in webhooks where webhook.enabled {
            guard let file = webhook.secretFile else { continue }
            files.append(SecretFile(key: "webhook \"\(webhook.id)\" secret_file", path: file, mayHaveLines: true))
        }
        if case .mail(let second)? = watch.noticeChannel, case .password(_, let file)? = second.server.login {
            files.append(SecretFile(key: "[watch.mail] password_file", path: file, mayHaveLines: false))
        }
        if let secret = schoolAccountSecret { files.append(secret) }
        if case .file(let file)? = watch.ping { files.append(SecretFile(key: "[watch] ping_url_file", path: file, mayHaveLines: false)) }
        return files
    }
}
