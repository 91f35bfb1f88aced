import Foundation
import Testing

@Suite("systemd units")
struct UnitTests {
    @Test("systemd-analyze verify has nothing to say of the installed units")
    func verifyIsSilent() throws {
        let scratch = try Scratch()
        try scratch.install(asPrefix: true)
        let units = scratch.path("lib/systemd/system")
        let verified = try Command.run(
            "systemd-analyze", "verify", "--recursive-errors=no",
            "\(units)/opvolgd.service", "\(units)/opvolgd-once.service", "\(units)/opvolgd-once.timer")
        #expect(verified.output == "")
        #expect(verified.status == 0)
    }

    @Test("systemd-analyze security says 1.5 or less", arguments: ["opvolgd.service", "opvolgd-once.service"])
    func exposureIsLow(unit: String) throws {
        let analyzed = try Command.run("systemd-analyze", "security", "--offline=true", "--no-pager", "systemd/\(unit)")
        let disposition = try #require(analyzed.output.firstMatch(of: /Overall exposure level for (\S+): ([0-9.]+)/), "\(analyzed.output)")
        #expect(disposition.1 == unit)
        #expect(try #require(Double(disposition.2)) <= 1.5)
    }

    @Test("service and single pass are shut in alike: they differ only in how they live")
    func theUnitsHardenAlike() throws {
        let life: Set<String> = [
            "Type", "NotifyAccess", "ExecStart", "ExecReload", "WatchdogSec", "Restart", "RestartSec", "RestartPreventExitStatus",
            "SuccessExitStatus", "TimeoutStartSec", "TimeoutStopSec",
        ]
        let service = try UnitFile("opvolgd.service").settings("Service").filter { life.contains($0.key) == false }
        let once = try UnitFile("opvolgd-once.service").settings("Service").filter { life.contains($0.key) == false }
        #expect(service == once)
        #expect(service.contains(UnitFile.Setting(key: "User", value: "opvolg")))
    }

    @Test("a crash, a hang and a busy database are tried again; a mistake in a file is not")
    func whatIsTriedAgain() throws {
        let service = try UnitFile("opvolgd.service")
        #expect(service.values("Service", "Restart") == ["on-failure"])
        #expect(service.values("Service", "RestartPreventExitStatus") == ["78"])
        #expect(service.values("Service", "WatchdogSec") == ["2min"])
    }

    @Test("a missing password file keeps nothing from starting: the credential has a name, not a path")
    func thePasswordIsOptional() throws {
        #expect(
            try UnitFile("opvolgd.service").values("Service", "LoadCredential") == [
                "smtp-password:opvolg.smtp-password", "client-secret:opvolg.client-secret", "bounce-password:opvolg.bounce-password",
                "oidc-secret:opvolg.oidc-secret",
            ])
    }

    @Test("the timer fires every ten minutes, makes up for a missed time, and never beside the service")
    func theTimer() throws {
        let timer = try UnitFile("opvolgd-once.timer")
        #expect(timer.values("Timer", "Persistent") == ["true"])
        #expect(timer.values("Unit", "Conflicts") == ["opvolgd.service"])
        let elapses = try Command.run(
            "systemd-analyze", "calendar", "--base-time=2026-12-06 23:45:00 UTC", "--iterations=2", timer.values("Timer", "OnCalendar")[0],
            environment: ["TZ": "UTC"])
        #expect(elapses.output.contains("2026-12-06 23:50:00 UTC"))
        #expect(elapses.output.contains("2026-12-07 00:00:00 UTC"))
    }
}
