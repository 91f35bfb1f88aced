import Crypto
import Foundation
import FollowUps
import GRDB

// The database keeps an id or an enum as its raw value. Read an enum by `Row.value`, which throws for a text that is none of its cases; a subscript of
// GRDB stops the program.

extension Identifier: DatabaseValueConvertible, StatementColumnConvertible {
    /// Without it, reading a list of thousands would make two values of each.
    public init?(sqliteStatement: SQLiteStatement, index: CInt) {
        self.init(rawValue: String(sqliteStatement: sqliteStatement, index: index))
    }
}

extension CaseCode: DatabaseValueConvertible, StatementColumnConvertible {
    public init?(sqliteStatement: SQLiteStatement, index: CInt) {
        self.init(rawValue: String(sqliteStatement: sqliteStatement, index: index))
    }
}

extension Urgency: DatabaseValueConvertible {}
extension FollowUp.Status: DatabaseValueConvertible {}
extension MessageState: DatabaseValueConvertible {}
extension DeliverySlot.Purpose: DatabaseValueConvertible {}
extension HistoryEntry.Action: DatabaseValueConvertible {}
extension Incident.Sort: DatabaseValueConvertible {}
extension Metadata: DatabaseValueConvertible {}
extension SignInMethod: DatabaseValueConvertible {}

extension Secret {
    /// What the database stores. It needs no salt and no slow hash: nobody can try even a small part of 128 random bits.
    var digest: Data { Data(SHA256.hash(data: bytes)) }
}
