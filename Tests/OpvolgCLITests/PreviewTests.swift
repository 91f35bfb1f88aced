import Foundation
import Testing

@Suite("the mails of the shipped catalogue")
struct PreviewTests {
    private static let web = "\n[web]\npublic_url = \"https://opvolg.school.example\"\nlisten = \"127.0.0.1:8080\"\n"
    private static let button = "https://opvolg.school.example/o/"

    private func cli(_ language: String, withPages: Bool) throws -> CommandLine {
        try CommandLine { $0.replacing("language  = \"nl\"", with: "language  = \"\(language)\"") + (withPages ? Self.web : "") }
    }

    private func kinds(_ cli: CommandLine) async throws -> [(id: String, help: String?)] {
        try await cli.run("kind", "list", "--format", "json").objects().compactMap { kind in
            (kind["id"] as? String).map { ($0, kind["help"] as? String) }
        }
    }

    @Test("with pages each has a button and nothing to type, and says what its kind asks unless that is not to be told", arguments: ["nl", "en"])
    func withPages(language: String) async throws {
        let cli = try cli(language, withPages: true)
        let kinds = try await kinds(cli)
        #expect(kinds.count > 50)
        for (kind, help) in kinds {
            for form in ["text", "html"] {
                let mail = await cli.run("preview", kind, "--as", form)
                #expect(mail.status == 0 && mail.output.contains(Self.button), "\(kind): \(mail.notes)")
                #expect(!mail.output.contains(#/opvolgd? [-a-z]+/#), "\(kind) in \(form): \(mail.output)")
                if form == "text", let help, !mail.output.contains("staat niet in deze mail"), !mail.output.contains("is not in this email") {
                    #expect(mail.output.contains(help), "\(kind): \(mail.output)")
                }
            }
        }
    }

    @Test("without pages each has one line to type, at its end", arguments: ["nl", "en"])
    func withoutPages(language: String) async throws {
        let cli = try cli(language, withPages: false)
        for (kind, _) in try await kinds(cli) {
            let mail = await cli.run("preview", kind)
            let commands = mail.output.split(separator: "\n").filter { $0.contains(#/opvolgd? [-a-z]+/#) }
            #expect(mail.status == 0 && commands.count == 1, "\(kind): \(mail.output)")
        }
    }
}
