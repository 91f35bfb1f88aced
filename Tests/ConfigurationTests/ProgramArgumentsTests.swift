import Configuration
import Foundation
import Testing

@Suite("What a process knows of itself")
struct ProgramArgumentsTests {
    private func content(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return String(decoding: FileHandle(fileDescriptor: file, closeOnDealloc: false).readDataToEndOfFile(), as: UTF8.self)
    }

    @Test("a thread whose state nobody can tell counts as one that runs, for libdispatch ends the process when it finds no answer")
    func stateOfThread() throws {
        // No thread has such a number, as none has one where /proc is not mounted.
        #expect(content("/proc/4294967290/stat") == "0 (thread) R 0")
        #expect(content("/proc/\(getpid())/stat")?.hasPrefix("\(getpid()) (") == true)
        for path in ["/proc/4294967290/status", "/proc/x/stat", "/proc/1/stat/", "/nowhere/1/stat"] {
            #expect(content(path) == nil, "\(path)")
        }
    }

    @Test("a file is made with the mode that was asked for")
    func mode() throws {
        let path = NSTemporaryDirectory() + "opvolg-mode-" + UUID().uuidString
        defer { unlink(path) }
        let before = umask(0)
        defer { umask(before) }
        let file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o640)
        #expect(file >= 0)
        close(file)
        var found = stat()
        #expect(stat(path, &found) == 0 && found.st_mode & 0o777 == 0o640)
    }
}
