import Foundation

/// How much room there is on the disk that the database lies on.
public enum FreeSpace {
    /// In bytes, for users other than root; nil when the file and its folder cannot be found.
    public static func besides(_ path: String) -> Int64? {
        var found = statvfs()
        let folder = (path as NSString).deletingLastPathComponent
        guard statvfs(path, &found) == 0 || statvfs(folder.isEmpty ? "." : folder, &found) == 0 else { return nil }
        return Int64(clamping: UInt64(found.f_bavail).multipliedReportingOverflow(by: UInt64(found.f_frsize)).partialValue)
    }
}
