import Foundation
import FollowUps

/// What reading the whole history found.
public struct HistoryVerification: Sendable {
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        public enum Fault: Sendable, Hashable {
            /// Missing are this entry and all up to and including `through`.
            case missing(through: Int64)
            /// Its follow-up, case or changes are not what was written.
            case contentChanged
            /// Its content is gone, and no purge says so.
            case contentRemoved
            /// It does not continue the entry before: it was changed or inserted, or that one was rewritten with a
            /// digest that fits.
            case changed
            case moved(from: Int64)
            /// A field holds what no opvolg writes.
            case unreadable
        }

        public let entry: Int64
        public let fault: Fault

        public var description: String {
            switch fault {
            case .missing(let last) where last == entry: "entry \(entry) is missing"
            case .missing(let last): "entries \(entry) to \(last) are missing"
            case .contentChanged: "entry \(entry): its follow-up, case or changes are not what was written"
            case .contentRemoved: "entry \(entry): its content was removed, and no purge tells of it"
            case .changed:
                "entry \(entry): its time, actor, action or digest is not what was written, or it was put in"
                    + (entry > 1 ? ", or entry \(entry - 1) was written anew" : "")
            case .moved(let place): "entry \(entry) was written as entry \(place); the order was changed"
            case .unreadable: "entry \(entry) holds something that no opvolg writes"
            }
        }
    }

    public let count: Int
    /// The digest of the last entry, which covers all before it.
    public let head: HistoryDigest
    /// In order of entry.
    public let problems: [Problem]
    /// The entry that has the digest that was asked for; nil for none.
    public let kept: Int64?

    public var isSound: Bool { problems.isEmpty }
}
