import FollowUps
import Foundation

extension MaildirTransport: MailFolder {
    /// Files after which others get their turn.
    private static let batch = 200

    /// Only what this transport has put there goes, whether it was read or not, and what it left in `tmp` when it was killed.
    public func removeMails(before start: Date) async throws -> Int {
        var removed = 0
        for folder in ["new", "cur", "tmp"].map({ "\(directory)/\($0)" }) where access(folder, F_OK) == 0 {
            for (number, name) in try FileManager.default.contentsOfDirectory(atPath: folder).enumerated() where name.hasPrefix(Self.namePrefix) {
                var found = stat()
                let file = "\(folder)/\(name)"
                if lstat(file, &found) == 0, Date(timeIntervalSince1970: Double(found.st_mtim.tv_sec)) < start, unlink(file) == 0 { removed += 1 }
                if number % Self.batch == 0 { await Task.yield() }
            }
        }
        return removed
    }
}
