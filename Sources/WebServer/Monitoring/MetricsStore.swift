import FollowUps
import Foundation

public protocol MetricsStore: Sendable {
    /// The cases that are kept from roles. They are not counted, because anybody may see the numbers of a monitor.
    func casesKeptFromRoles(by rules: Ruleset) async throws -> Set<CaseCode>
    func serviceMetrics(_ schools: [SchoolStats], at now: Date) async throws -> ServiceMetrics
}
