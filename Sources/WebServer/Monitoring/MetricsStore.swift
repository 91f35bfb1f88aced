import FollowUps
import Foundation

/// What a monitor asks of the database.
public protocol MetricsStore: Sendable {
    /// The cases that are not counted where anybody may look.
    func casesKeptFromRoles(by catalogue: Catalogue) throws -> Set<CaseCode>
    func serviceMetrics(_ schools: [SchoolStats], at now: Date) throws -> ServiceMetrics
}
