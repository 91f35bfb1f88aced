import FollowUps
import Foundation
import Synchronization

/// The name for EHLO. Many servers refuse one that is not fully qualified, and libcurl by default cuts the machine's name at its first dot.
enum GreetingName {
    /// The configured name, else the machine's first full name, else the domain of the sender. `machine` gives its names, best first.
    static func choose(configured: HostName?, machine: () -> [String], domain: String) -> String {
        if let configured { return configured.text }
        return machine().lazy.compactMap { HostName($0) }.first(where: \.isPublic)?.text ?? domain
    }

    /// The machine's own name, and its canonical name. The resolver may take seconds, so call this on a thread of our own.
    static func ofMachine() -> [String] {
        var buffer = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return [] }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // With a dot it is complete.
        return name.contains(".") ? [name] : [name] + [canonicalName(of: name)].compactMap { $0 }
    }

    private static func canonicalName(of name: String) -> String? {
        var hints = addrinfo()
        hints.ai_flags = AI_CANONNAME
        hints.ai_family = AF_UNSPEC
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        return found.pointee.ai_canonname.map { String(cString: $0) }
    }
}

/// Finds the name once, on the thread that asks first.
final class GreetingNameOnce: Sendable {
    private let find: @Sendable () -> String
    private let found = Mutex<String?>(nil)

    init(_ find: @escaping @Sendable () -> String) { self.find = find }

    func value() -> String {
        found.withLock { found in
            let name = found ?? find()
            found = name
            return name
        }
    }
}
