import Configuration
import FollowUps
import Foundation
import Testing

@Suite("[backup]")
struct BackupSettingsTests {
    private func read(_ lines: String) throws -> (backup: BackupSettings?, problems: [String], folder: String) {
        let instance = try Instance(try Instance.contract + lines)
        let problems = instance.problems()
        return (problems.isEmpty ? try instance.load().backup : nil, problems, instance.folder.path)
    }

    @Test("left out, nightly copies go beside the database, and nobody counts on them")
    func absent() throws {
        let (backup, _, folder) = try read("")
        #expect(backup?.folder == folder + "/backups" && backup?.retention == .standard)
        #expect(backup?.isExpected == false && backup?.onOtherDisk == false)
    }

    @Test("says where they go and how many are kept")
    func values() throws {
        let backup = try read("\n[backup]\nfolder = \"/mnt/nas/opvolg\"\ndays = 14\nweeks = 0\nother_disk = true\n").backup
        #expect(backup?.folder == "/mnt/nas/opvolg" && backup?.retention == BackupRetention(days: 14, weeks: 0))
        #expect(backup?.isExpected == true && backup?.onOtherDisk == true)
        #expect(try read("\n[backup]\n").backup?.isExpected == true)
    }

    @Test("with mistakes is refused, each by its key")
    func mistakes() throws {
        let problems = try read("\n[backup]\nfolder = 3\ndays = 0\nweeks = \"4\"\nother_disc = true\n").problems
        #expect(problems.count == 4, "\(problems)")
        for key in ["folder", "days", "weeks", "other_disc"] { #expect(problems.contains { $0.contains("[backup] \(key)") }, "\(key)") }
    }
}
