import FollowUps
import Foundation

/// What a monitor asks of the database.
public protocol FiguresStore: Sendable {
    /// The cases that are not counted where anybody may look.
    func casesKeptFromRoles(by catalogue: Catalogue) throws -> Set<CaseCode>
    func serviceFigures(_ schools: [SchoolFigures], at now: Date) throws -> ServiceFigures
}
