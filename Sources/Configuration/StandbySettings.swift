/// `[standby]`: a second machine, which may take over.
public struct StandbySettings: Sendable, Hashable {
    /// The folder that both machines share, resolved from the folder of the configuration file; nil without a second machine.
    public let fence: String?
}
