import Foundation

/// Certificates for servers on this machine, made by `openssl` once per test run. All but ``expired`` are valid from
/// 2020 to 2040, so that today and faked clocks lie within.
public struct TestCertificates: Sendable {
    /// PEM files.
    public struct Pair: Sendable {
        public let certificate: String
        public let key: String
    }

    /// The CA that a client should trust.
    public let authority: String
    /// For `localhost` and 127.0.0.1, by ``authority``.
    public let good: Pair
    /// For `localhost` and 127.0.0.1, by another CA.
    public let foreign: Pair
    /// For `localhost` and 127.0.0.1, by ``authority``, valid in 2020 only.
    public let expired: Pair
    /// By ``authority``, for `elsewhere.example` only.
    public let otherName: Pair

    public static func shared() async throws -> TestCertificates { try await made.value }

    private static let made = Task { try await TestCertificates() }

    private init() async throws {
        let scratch = try ScratchDirectory("certificates")
        let made = try await ProgramRun.run(Program(path: "/bin/sh"), ["-eu", Program.script("make-certificates.sh")], directory: scratch.path)
        guard made.exitCode == 0 else { throw DeadlinePassed(description: "openssl made no certificates:\n\(made.standardError)") }
        func pair(_ name: String) -> Pair { Pair(certificate: scratch.file("\(name).pem"), key: scratch.file("\(name).key")) }
        authority = scratch.file("authority.pem")
        good = pair("good")
        foreign = pair("foreign")
        expired = pair("expired")
        otherName = pair("other-name")
        scratch.keepUntilExit()
    }
}
