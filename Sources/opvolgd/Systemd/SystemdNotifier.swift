import Foundation
import Reminding
import Synchronization

/// Speaks sd_notify(3) to systemd; silent without `NOTIFY_SOCKET`.
final class SystemdNotifier: ServiceWatchdog {
    private let socketPath: String?
    /// In seconds: half of the watchdog's limit; nil when systemd does not watch.
    private let interval: Double?
    private let signs = Mutex(Signs())

    private struct Signs {
        /// In seconds of the monotonic clock.
        var last = -Double.infinity
        var hasFailed = false
        var isStopping = false
    }

    init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isMeant = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        interval = isMeant ? environment["WATCHDOG_USEC"].flatMap(Double.init).map { $0 / 2_000_000 } : nil
    }

    func ready() { send("READY=1") }

    func alive() {
        signs.withLock { $0.hasFailed = false }
        sendSign()
    }

    func failed() { signs.withLock { $0.hasFailed = true } }

    /// Another program keeps the database locked. That is no fault of the daemon's, unless it lasts: a lock of its own would end with it.
    func waits() { sendSign() }

    /// None after a look that failed, nor after the end was asked for: systemd takes its last word for that.
    private func sendSign() {
        guard let interval else { return }
        let now = Self.monotonicSeconds
        signs.withLock { signs in
            guard !signs.hasFailed, !signs.isStopping, now - signs.last >= interval else { return }
            signs.last = now
            send("WATCHDOG=1", isPatient: false)
        }
    }

    func stopping() {
        signs.withLock { $0.isStopping = true }
        send("STOPPING=1")
    }

    func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(UInt64(Self.monotonicSeconds * 1_000_000))") }

    private static var monotonicSeconds: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1_000_000_000
    }

    /// In seconds. Neither reminders nor the end must wait for a systemd that does not listen.
    private static let longestWait = 2

    /// A state that cannot be sent in time is lost. systemd then acts as if the daemon hung.
    private func send(_ state: String, isPatient: Bool = true) {
        guard let socketPath else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(socketPath.utf8)
        // "@" stands for the zero byte that begins a name in the abstract namespace.
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)

        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: Self.longestWait, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let flags = Int32(MSG_NOSIGNAL) | (isPatient ? 0 : Int32(MSG_DONTWAIT))
        let message = Array(state.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = sendto(descriptor, message, message.count, flags, generic, length)
            }
        }
    }
}
