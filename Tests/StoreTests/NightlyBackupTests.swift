import Foundation
import FollowUps
import StoreTestSupport
import Testing

@testable import Store

@Suite("Nightly backups")
struct NightlyBackupTests {
    private let scratch: Scratch
    private let path: String

    init() throws {
        scratch = try Scratch()
        path = scratch.file("opvolg.db")
    }

    private func folder(_ name: String = "backups", onOtherDisk: Bool = false) -> BackupFolder {
        BackupFolder(scratch.file(name), database: path, retention: BackupRetention(days: 2, weeks: 0), onOtherDisk: onOtherDisk)
    }

    private func backUp(_ world: World, into folder: BackupFolder, at now: String) async throws -> NightlyBackup {
        try await world.store.backUp(into: folder, acceptingUnsoundHistory: false, clock: amsterdam, at: at(now))
    }

    private func mode(_ path: String) -> UInt16? {
        var found = stat()
        return stat(path, &found) == 0 ? UInt16(found.st_mode & 0o7777) : nil
    }

    @Test("a night's copy is for its owner only, named after the night, and older ones than are kept go")
    func nights() async throws {
        let world = try World(Store(path: path))
        try world.open()
        let folder = folder()
        #expect(throws: StoreError.noBackups(folder: folder.path)) { try folder.newest() }
        for night in ["2026-11-23", "2026-11-24", "2026-11-25"] {
            let made = try await backUp(world, into: folder, at: "\(night) 02:30")
            #expect(made.file == "\(folder.path)/opvolg-\(night)T023000.db" && mode(made.file) == 0o600 && made.copy.openFollowUps == 1)
            #expect(made.removed.map(\.description) == (night == "2026-11-25" ? ["opvolg-2026-11-23T023000.db"] : []))
        }
        #expect(mode(folder.path) == 0o700)
        #expect(try folder.newest() == "\(folder.path)/opvolg-2026-11-25T023000.db")
        #expect(try await world.store.figures.condition(at: at("2026-11-25 08:00")).lastBackup == at("2026-11-25 02:30"))
        #expect(try await world.store.figures.serviceMetrics([], at: at("2026-11-25 08:00")).lastBackup == at("2026-11-25 02:30"))
        // What it holds can be put back, on another machine too.
        try FileManager.default.createDirectory(atPath: scratch.file("elsewhere"), withIntermediateDirectories: true)
        _ = try Store.restore(
            from: folder.newest(), to: scratch.file("elsewhere/opvolg.db"), acceptingUnsoundHistory: false, clock: amsterdam, by: "juf",
            at: at("2026-11-25 09:00"))
        #expect(try await World(Store(path: scratch.file("elsewhere/opvolg.db"))).store.followUps.list(FollowUpFilter()).count == 1)
    }

    @Test("a copy that is not sound pushes out none, and does not count as the last")
    func unsound() async throws {
        let world = try World(Store(path: path))
        try world.open()
        let folder = folder()
        for night in ["2026-11-23", "2026-11-24"] { _ = try await backUp(world, into: folder, at: "\(night) 02:30") }
        try world.sql("DROP TRIGGER history_is_not_edited; UPDATE history SET actor = 'x' WHERE id = 2")
        await #expect(throws: StoreError.self) { try await backUp(world, into: folder, at: "2026-11-25 02:30") }
        #expect(folder.copies().map(\.description) == ["opvolg-2026-11-23T023000.db", "opvolg-2026-11-24T023000.db"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
        #expect(try await world.store.figures.condition(at: at("2026-11-25 08:00")).lastBackup == at("2026-11-24 02:30"))
    }

    @Test("files of others in the folder stay, and what a killed program left long ago goes")
    func others() async throws {
        let world = try World(Store(path: path))
        let folder = folder()
        let names = [
            "opvolg-2026-11-01T023000.db.1.part", "opvolg-2026-11-02T023000.db.1.part-wal", "notes.txt", "opvolg-vakantie.db", "opvolg.db.1.part",
        ]
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        for name in names {
            try Data().write(to: URL(filePath: "\(folder.path)/\(name)"))
            try FileManager.default.setAttributes([.modificationDate: at("2026-11-02 03:00")], ofItemAtPath: "\(folder.path)/\(name)")
        }
        _ = try await backUp(world, into: folder, at: "2026-11-23 02:30")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "notes.txt", "opvolg-2026-11-23T023000.db", "opvolg-vakantie.db", "opvolg.db.1.part",
            ])
    }

    @Test("a folder with the backups of another database is refused, because they would be removed in the end")
    func anotherDatabase() async throws {
        let folder = folder()
        let world = try World(Store(path: path))
        try world.open()
        _ = try await backUp(world, into: folder, at: "2026-11-23 02:30")
        let other = try World(Store(path: scratch.file("elsewhere.db")))
        try other.open(case: "2026-9")
        await #expect(throws: StoreError.othersBackups(folder: folder.path, newest: "opvolg-2026-11-23T023000.db")) {
            try await backUp(other, into: folder, at: "2026-11-24 02:30")
        }
        #expect(folder.copies().count == 1)
    }

    @Test("a folder that is not there, or is on the disk of the database where another is wanted, is refused, and nothing is made")
    func noShare() async throws {
        let world = try World(Store(path: path))
        let missing = folder("mnt/opvolg")
        await #expect(throws: StoreError.cannotWrite(path: missing.path, reason: "there is no folder \(scratch.file("mnt")); is the share mounted?"))
        {
            try await backUp(world, into: missing, at: "2026-11-23 02:30")
        }
        let same = folder("backups", onOtherDisk: true)
        await #expect(throws: StoreError.onSameDisk(folder: same.path)) { try await backUp(world, into: same, at: "2026-11-23 02:30") }
        #expect(!FileManager.default.fileExists(atPath: same.path))
        #expect(try await world.store.figures.condition(at: at("2026-11-23 08:00")).lastBackup == nil)
    }
}
