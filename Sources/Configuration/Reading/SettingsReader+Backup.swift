import FollowUps
import Foundation

extension SettingsReader {
    func backup(database: String) -> BackupSettings {
        let table = root.table("backup")
        defer { table?.finish() }
        let folder = table?.text("folder", expected: "the path of a folder, relative to this file")
        let usual = BackupRetention.standard
        let beside = (database as NSString).deletingLastPathComponent
        return BackupSettings(
            folder: folder.map(file.resolve) ?? (beside.isEmpty ? "backups" : "\(beside)/backups"),
            retention: BackupRetention(
                days: table?.number("days", in: 1...366) ?? usual.days, weeks: table?.number("weeks", in: 0...520) ?? usual.weeks),
            onOtherDisk: table?.flag("other_disk") ?? false, isExpected: table != nil)
    }
}
