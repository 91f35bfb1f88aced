/// Where a secret is to be found: a systemd credential by the name that is written, or a file.
public struct SecretFile: Sendable, Hashable {
    /// As written, to be looked up in `$CREDENTIALS_DIRECTORY` first.
    public let name: String
    /// Resolved from the folder of the configuration file.
    public let path: String
}
