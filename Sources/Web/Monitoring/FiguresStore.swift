import FollowUps
import Foundation

/// What a monitor asks of the database.
public protocol FiguresStore: Sendable {
    func serviceFigures(_ schools: [SchoolFigures], at now: Date) throws -> ServiceFigures
}
