import Configuration
import FollowUps
import Foundation
import Testing

@testable import OpvolgCLI

@Suite("the mails of the shipped catalogue")
struct PreviewTests {
    private static let web = "\n[web]\npublic_url = \"https://opvolg.school.example\"\nlisten = \"127.0.0.1:8080\"\n"
    private static let button = "https://opvolg.school.example/o/"
    private static var command: Regex<Substring> { #/opvolgd? [-a-z]+/# }

    private func cli(_ language: String, withPages: Bool) throws -> CommandLine {
        try CommandLine { $0.replacing("language  = \"nl\"", with: "language  = \"\(language)\"") + (withPages ? Self.web : "") }
    }

    /// The mail of each kind, as the command makes it, from templates that are read once. The first of them is held against what the command prints.
    private func mails(_ cli: CommandLine) async throws -> [(kind: String, help: String?, text: String, html: String)] {
        let settings = try Settings.load(from: cli.file)
        let preview = try MailPreview(settings)
        let mails = try await cli.run("kind", "list", "--format", "json").objects().compactMap { kind in
            try (kind["id"] as? String).map { id in
                let followUp = try SampleFollowUp.of(NameResolver(settings).kind(id), settings: settings, now: cli.now)
                let mail = try preview.mail(about: followUp, at: cli.now)
                return (kind: id, help: kind["help"] as? String, text: "\(mail.subject)\n\n\(mail.text)", html: mail.html)
            }
        }
        let first = try #require(mails.first)
        #expect(mails.count > 50)
        for (form, printed) in [("text", first.text + "\n"), ("html", first.html)] {
            let run = await cli.run("preview", first.kind, "--as", form)
            #expect(run.status == 0 && run.output == printed, "\(first.kind) as \(form): \(run.notes)")
        }
        return mails
    }

    @Test("with pages each has a button and nothing to type, and says what its kind asks unless that is not to be told", arguments: ["nl", "en"])
    func withPages(language: String) async throws {
        for mail in try await mails(cli(language, withPages: true)) {
            for form in [mail.text, mail.html] {
                #expect(form.contains(Self.button) && !form.contains(Self.command), "\(mail.kind): \(form)")
            }
            if let help = mail.help, !mail.text.contains("staat niet in deze mail"), !mail.text.contains("is not in this email") {
                #expect(mail.text.contains(help), "\(mail.kind): \(mail.text)")
            }
        }
    }

    @Test("without pages each has one line to type, at its end", arguments: ["nl", "en"])
    func withoutPages(language: String) async throws {
        for mail in try await mails(cli(language, withPages: false)) {
            #expect(mail.text.split(separator: "\n").count { $0.contains(Self.command) } == 1, "\(mail.kind): \(mail.text)")
        }
    }
}
