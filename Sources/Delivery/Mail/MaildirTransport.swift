import FollowUps
import Foundation

/// Puts mail into a Maildir, which needs no server and which any mail program reads.
public struct MaildirTransport: MessageTransport {
    public let concurrency = 1
    let directory: String
    /// With which the names of its files begin.
    static let namePrefix = "opvolg."

    public init(directory: String) { self.directory = directory }

    /// The file is named after the Message-ID. So a message that comes again, after a crash before it was recorded, replaces its copy.
    public func send(_ message: OutgoingMessage) async -> DeliveryResult {
        let name = message.messageID.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_@.".contains($0) ? $0 : "_" }
        let file = Self.namePrefix + String(name)
        do {
            for folder in ["", "tmp", "new", "cur"] { try makeFolder(path(folder)) }
            try write(localLineEnds(message.content), to: path("tmp", file))
            guard rename(path("tmp", file), path("new", file)) == 0 else { throw Failure(path("new", file)) }
            try synchronize(path("new"))
            return .accepted
        } catch let failure as Failure {
            return .unavailable(reason: "the Maildir cannot be written: \(failure.path): \(failure.reason)")
        } catch {
            return .unavailable(reason: "the Maildir cannot be written: \(error)")
        }
    }

    private struct Failure: Error {
        let path: String
        let reason: String

        init(_ path: String) {
            self.path = path
            reason = String(cString: strerror(errno))
        }
    }

    private func path(_ parts: String...) -> String { ([directory] + parts.filter { !$0.isEmpty }).joined(separator: "/") }

    /// For the service's user and group, whatever the umask. The set-group-ID bit that the folder above hands down is kept.
    private func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o770) == 0 else {
            if errno == EEXIST { return }
            throw Failure(path)
        }
        if let group = Self.groupAbove(path) { chown(path, uid_t.max, group) }
        // Only when the umask took something away: chmod would drop the set-group-ID bit that mkdir has just inherited,
        // and systemd's RestrictSUIDSGID forbids asking for it.
        var status = stat()
        guard stat(path, &status) == 0 else { throw Failure(path) }
        guard status.st_mode & 0o777 != 0o770 else { return }
        if chmod(path, status.st_mode & 0o2000 | 0o770) != 0 { chmod(path, 0o770) }
    }

    /// The parent's group when root runs this, because the service could not use what belongs to root; nil otherwise.
    private static func groupAbove(_ path: String) -> gid_t? {
        let folder = (path as NSString).deletingLastPathComponent
        var found = stat()
        return geteuid() == 0 && stat(folder.isEmpty ? "." : folder, &found) == 0 ? found.st_gid : nil
    }

    private func write(_ content: Data, to path: String) throws {
        // Others of the group may write here, so their links are not followed.
        let file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o660)
        guard file >= 0 else { throw Failure(path) }
        defer { close(file) }
        if let group = Self.groupAbove(path) { fchown(file, uid_t.max, group) }
        fchmod(file, 0o660)
        try content.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw Failure(path) }
                rest = rest.dropFirst(written)
            }
        }
        guard fsync(file) == 0 else { throw Failure(path) }
    }

    private func synchronize(_ folder: String) throws {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw Failure(folder) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw Failure(folder) }
    }

    /// A Maildir has the system's line ends.
    private func localLineEnds(_ content: Data) -> Data {
        var lines = Data(capacity: content.count)
        var previous: UInt8 = 0
        for byte in content {
            if byte == 0x0A, previous == 0x0D { lines.removeLast() }
            lines.append(byte)
            previous = byte
        }
        return lines
    }
}
