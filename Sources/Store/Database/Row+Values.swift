import Foundation
import FollowUps
import GRDB

/// Reads what the schema guarantees without asking, and checks what only our code guarantees, naming the column that is wrong.
extension Row {
    func instant(_ column: String) -> Date? { (self[column] as Int64?).map { Date(timeIntervalSince1970: Double($0)) } }

    func instant(_ column: String, of table: String) throws -> Date {
        guard let found = instant(column) else { throw unreadable(column, of: table) }
        return found
    }

    func text(_ column: String, of table: String) throws -> String {
        guard let found = self[column] as String? else { throw unreadable(column, of: table) }
        return found
    }

    /// An id, or a case of an enum.
    func value<Value: DatabaseValueConvertible>(_ column: String, of table: String) throws -> Value {
        guard let found = Value.fromDatabaseValue(self[column]) else { throw unreadable(column, of: table) }
        return found
    }

    func unreadable(_ column: String, of table: String) -> StoreError { .unreadable(table: table, id: self["id"] ?? 0, column: column) }
}

extension Date {
    /// Rounded down, as the database keeps instants.
    var unixSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    /// The same instant as the database gives it back.
    var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
