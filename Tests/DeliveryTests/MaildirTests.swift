import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

@Suite("Maildir") struct MaildirTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory("maildir") }

    /// Subjects of what Python's `mailbox` finds, sorted, with the modes of files and folders.
    private static let reader = """
        import mailbox, os, sys
        box = mailbox.Maildir(sys.argv[1], create=False)
        print(*sorted(message["Subject"] for message in box), sep="|")
        for folder, _, files in os.walk(sys.argv[1]):
            for name in [""] + files:
                print(oct(os.stat(os.path.join(folder, name)).st_mode & 0o7777))
        """

    @Test("Python's mailbox reads back what was delivered, for the service's user and group whatever the umask")
    func readBack() async throws {
        let before = umask(0o077)
        defer { umask(before) }
        let transport = MaildirTransport(directory: scratch.file("mail"))
        #expect(await transport.send(.mail(id: "a1@opvolg.example", content: Data("Subject: een\r\n\r\nx\r\n".utf8))) == .accepted)
        #expect(await transport.send(.mail(id: "a2@opvolg.example", content: Data("Subject: twee\r\n\r\nx\r\n".utf8))) == .accepted)
        let read = try await ProgramRun.run(.python, ["-c", Self.reader, scratch.file("mail")])
        let lines = read.standardOutput.split(separator: "\n").map(String.init)
        #expect(lines.first == "een|twee", "\(read.standardError)")
        #expect(lines.dropFirst().sorted() == ["0o660", "0o660", "0o770", "0o770", "0o770", "0o770"])
        #expect(try scratch.names(in: "mail/tmp").isEmpty)
    }

    @Test("lines end as the system has it, and nothing else of the content changes")
    func lineEnds() async throws {
        let content = Data("Subject: x\r\n\r\n.dot\r\n\r\n\rlone\r\n".utf8) + Data([0xFF, 0x80, 0x0D, 0x0A])
        #expect(await MaildirTransport(directory: scratch.path).send(.mail(content: content)) == .accepted)
        let name = try #require(try scratch.names(in: "new").first)
        #expect(try scratch.data("new/\(name)") == Data("Subject: x\n\n.dot\n\n\rlone\n".utf8) + Data([0xFF, 0x80, 0x0A]))
    }

    @Test("a message that comes twice is there once")
    func twice() async throws {
        let transport = MaildirTransport(directory: scratch.file("mail"))
        for _ in 0..<2 { #expect(await transport.send(.mail()) == .accepted) }
        #expect(try scratch.names(in: "mail/new").count == 1)
    }

    @Test("what was put there before a day goes, read or not, and nothing that somebody else put there")
    func removal() async throws {
        let transport = MaildirTransport(directory: scratch.file("mail"))
        #expect(try await transport.removeMails(before: .distantFuture) == 0)
        for id in ["old@x", "read@x", "new@x"] { #expect(await transport.send(.mail(id: id)) == .accepted) }
        try FileManager.default.moveItem(atPath: scratch.file("mail/new/opvolg.read@x"), toPath: scratch.file("mail/cur/opvolg.read@x:2,S"))
        try Data().write(to: URL(filePath: scratch.file("mail/cur/1700000000.other")))
        let before = Date(timeIntervalSince1970: 1_700_000_000)
        for file in ["new/opvolg.old@x", "cur/opvolg.read@x:2,S", "cur/1700000000.other"] {
            try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: scratch.file("mail/\(file)"))
        }
        #expect(try await transport.removeMails(before: before) == 0)
        #expect(try await transport.removeMails(before: before.addingTimeInterval(1)) == 2)
        #expect(try scratch.names(in: "mail/new") == ["opvolg.new@x"])
        #expect(try scratch.names(in: "mail/cur") == ["1700000000.other"])
    }

    @Test("no message id leads out of the folder", arguments: ["../../x", "/x", "..", "", ":2,S", "a\0b", "é"])
    func strangeID(id: String) async throws {
        let transport = MaildirTransport(directory: scratch.file("mail"))
        #expect(await transport.send(.mail(id: id)) == .accepted)
        #expect(try scratch.names(in: "mail/new").count == 1)
        #expect(try scratch.names() == ["mail"])
        #expect(try scratch.names(in: "mail/new").first?.contains(":") == false)
    }

    @Test("a folder that cannot be made or written makes the channel unavailable, and is named")
    func cannotWrite() async throws {
        try scratch.write("", to: "file")
        for directory in [scratch.file("file"), scratch.file("file/mail"), scratch.file("missing/mail")] {
            let result = await MaildirTransport(directory: directory).send(.mail())
            #expect(result.kind == .unavailable)
            #expect(result.reason?.contains(directory) == true, "\(result)")
        }
    }
}
