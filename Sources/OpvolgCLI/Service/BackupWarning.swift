import Configuration
import Foundation
import Store

/// Says of the folder of the nightly copies that it cannot be used, or is lost together with the database.
enum BackupWarning {
    /// Nil where the configuration does not speak of backups.
    static func of(_ settings: Settings) -> String? {
        guard settings.backup.isExpected else { return nil }
        let (folder, database) = (BackupFolder(settings), settings.service.database)
        if let obstacle = folder.obstacle(besideDatabase: database) { return "[backup] folder: \(obstacle); no copy can be made there" }
        // Beside the database it is on its disk because nobody has said otherwise.
        let beside = URL(filePath: database).standardizedFileURL.deletingLastPathComponent().path(percentEncoded: false)
        let isBeside = URL(filePath: folder.path).standardizedFileURL.path(percentEncoded: false).hasPrefix(beside)
        if isBeside || !folder.isOnDisk(ofDatabase: database) { return nil }
        return "[backup] folder: \(folder.path) is on the disk of the database, and lost together with it; "
            + "if a share should be there, mount it and set other_disk = true"
    }
}
