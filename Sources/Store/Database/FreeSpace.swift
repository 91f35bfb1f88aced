import Foundation

public enum FreeSpace {
    /// Free bytes on the disk of a file, for users other than root; nil when neither the file nor its folder can be found.
    public static func besides(_ path: String) -> Int64? {
        var found = statvfs()
        let folder = (path as NSString).deletingLastPathComponent
        guard statvfs(path, &found) == 0 || statvfs(folder.isEmpty ? "." : folder, &found) == 0 else { return nil }
        return Int64(clamping: UInt64(found.f_bavail).multipliedReportingOverflow(by: UInt64(found.f_frsize)).partialValue)
    }
}
