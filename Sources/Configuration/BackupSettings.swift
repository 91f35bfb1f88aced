import FollowUps

/// Where nightly copies of the database go, and how many are kept.
public struct BackupSettings: Sendable, Hashable {
    /// Resolved from the folder of the configuration file; `backups` beside the database when it is left out.
    public let folder: String
    public let retention: BackupRetention
    /// Whether the folder has to be on another disk than the database, so that a share which is not mounted is noticed.
    public let onOtherDisk: Bool
    /// Whether the file has `[backup]`. Then it is a warning when none was ever made.
    public let isExpected: Bool
}
