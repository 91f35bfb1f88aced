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
            "\(units)/opvolgd.service", "\(units)/opvolgd-once.service", "\(units)/opvolgd-once.timer", "\(units)/opvolg-backup.service",
            "\(units)/opvolg-backup.timer", "\(units)/opvolgd@oost.service", "\(units)/opvolgd-once@oost.service",
            "\(units)/opvolgd-once@oost.timer", "\(units)/opvolg-backup@oost.service", "\(units)/opvolg-backup@oost.timer")
        #expect(verified.output == "")
        #expect(verified.status == 0)
    }

    @Test("systemd-analyze security says 1.5 or less", arguments: ["opvolgd.service", "opvolgd-once.service", "opvolg-backup.service"])
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

    @Test("the backup is shut in as the service is, has no secrets and no network, and may write where disks are mounted")
    func theBackupHardensAlike() throws {
        let life: Set<String> = [
            "Type", "NotifyAccess", "ExecStart", "ExecReload", "WatchdogSec", "Restart", "RestartSec", "RestartPreventExitStatus",
            "TimeoutStartSec", "TimeoutStopSec", "LoadCredential", "RestrictAddressFamilies", "IOSchedulingClass", "Nice",
        ]
        let service = try UnitFile("opvolgd.service").settings("Service").filter { life.contains($0.key) == false }
        let unit = try UnitFile("opvolg-backup.service")
        let own = ["ReadWritePaths", "PrivateNetwork"]
        #expect(unit.settings("Service").filter { life.union(own).contains($0.key) == false } == service)
        #expect(unit.values("Service", "PrivateNetwork") == ["yes"] && unit.values("Service", "LoadCredential") == [])
        #expect(unit.values("Service", "ReadWritePaths") == ["-/mnt -/media -/srv -/var/backups"])
        #expect(unit.values("Service", "Restart") == ["on-failure"] && unit.values("Service", "RestartPreventExitStatus") == ["78"])
    }

    @Test("a backup is made every night without anybody enabling it, and one that was missed is made up for")
    func theBackupTimer() throws {
        let timer = try UnitFile("opvolg-backup.timer")
        #expect(timer.values("Timer", "Persistent") == ["true"])
        #expect(try UnitFile("opvolgd.service").values("Unit", "Wants").contains("opvolg-backup.timer"))
        #expect(try UnitFile("opvolgd-once.timer").values("Unit", "Wants") == ["opvolg-backup.timer"])
        let elapses = try Command.run(
            "systemd-analyze", "calendar", "--base-time=2026-12-06 23:45:00 UTC", "--iterations=2", timer.values("Timer", "OnCalendar")[0],
            environment: ["TZ": "UTC"])
        #expect(elapses.output.contains("2026-12-07 02:30:00 UTC") && elapses.output.contains("2026-12-08 02:30:00 UTC"))
    }

    @Test("the units of a board name its configuration, data and secrets, and ask for its own backup")
    func boards() throws {
        let scratch = try Scratch()
        try scratch.install()
        let units = "usr/lib/systemd/system"
        let daemon = try scratch.text("\(units)/opvolgd@.service")
        for line in [
            "ExecStart=/usr/bin/opvolgd --board %i", "StateDirectory=opvolg/boards/%i", "WorkingDirectory=/var/lib/opvolg/boards/%i",
            "LoadCredential=smtp-password:opvolg-%i.smtp-password", "LoadCredential=oidc-secret:opvolg-%i.oidc-secret",
            "Wants=opvolg-backup@%i.timer",
        ] { #expect(daemon.contains("\n\(line)\n"), "\(line)") }
        #expect(try scratch.text("\(units)/opvolgd-once@.service").contains("\nExecStart=/usr/bin/opvolgd --once --board %i\n"))
        #expect(try scratch.text("\(units)/opvolgd-once@.timer").contains("\nConflicts=opvolgd@%i.service\n"))
        #expect(try scratch.text("\(units)/opvolg-backup@.service").contains("\nExecStart=/usr/bin/opvolg backup --board %i\n"))
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path(units)) where name.contains("@") {
            let text = try scratch.text("\(units)/\(name)")
            #expect(
                !text.contains("/etc/opvolg/opvolg.toml") && !text.contains("=opvolg.") && !text.contains("Directory=/var/lib/opvolg\n"), "\(name)")
        }
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
