import Foundation
import FollowUps

/// What a look at the whole history found.
public struct HistoryVerification: Sendable {
    /// One thing that is not as it was written.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        public enum Fault: Sendable, Hashable {
            /// There is no such entry, and none after it up to and including `through`.
            case missing(through: Int64)
            /// What it says of follow-up, case and changes is not what was written.
            case contentChanged
            /// It says nothing any more, and no purge tells of it.
            case contentRemoved
            /// It does not continue the entry before it: itself it was changed or put in, or that one was rewritten with a digest that fits.
            case changed
            /// It was written as another entry.
            case moved(from: Int64)
            /// A field holds what no program of ours writes.
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
    /// The digest of the last entry, which stands for all of them.
    public let head: HistoryDigest
    /// In the order of the entries; empty when all is as it was written.
    public let problems: [Problem]
    /// The entry whose digest was asked for; nil when there is none, or none was asked for.
    public let kept: Int64?

    public var isSound: Bool { problems.isEmpty }
}
