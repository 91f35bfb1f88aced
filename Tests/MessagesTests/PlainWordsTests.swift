import Foundation
import FollowUps
import Testing

@testable import Messages

/// Words that readers did not understand, and second words for the same thing. Searched for in every text that people
/// get: mails, pages, the catalogue, the guide.
@Suite("Plain words")
struct PlainWordsTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What stood there, in the language in which it was read, and never is to stand again.
    private static let dutch = [
        "(AMK)", "zedenmisdrijf", "verdenking", " opvolgingen", "Opvolging in een dossier", "herinneringen stil", "stilzetten", "Geannuleerd",
        "Teruggetrokken",
        "open staat", "Wat wij van u vragen", "deskundigheid", "doorverwijzen", "indicatie", "bewaartermijn zetten", "dit is mijn eigen apparaat",
        "U krijgt dit omdat u vervangt", "kan dicht.**", "er is niets aan de hand",
    ]
    private static let english = [
        "there is a worry", "the worry", "internal coordinator", "care coordinator", "your mail address", "[look]", ">look<", "[finish]", ">finish<",
        "how it stands", "no success?", "unwanted mail", "you need do nothing", "it goes well", "report of the talk", "honour violence",
        "need not be done any more", "sign in to follow-up", "further down the list", "trainings of",
    ]

    /// The files that hold what people read, as text by path; comments of a catalogue are read too.
    private static let texts: [String: String] = {
        var texts: [String: String] = [:]
        for place in [
            "templates/mail", "templates/web", "templates/meldcode.toml", "templates/meldcode-2019.toml", "templates/kinderopvang.toml",
            "docs/examples/bhv.toml", "docs/handleiding.md", "docs/catalogus.md",
        ] {
            let url = repository.appending(path: place)
            let files = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
            for file in files.isEmpty ? [url] : files {
                guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
                texts[String(file.path.dropFirst(repository.path.count + 1))] = text
            }
        }
        return texts
    }()

    @Test("none of those that readers stumbled over is in a mail, on a page, in the catalogue or in the guide", arguments: dutch + english)
    func words(word: String) {
        #expect(Self.texts.count > 60)
        for (file, text) in Self.texts { #expect(text.range(of: word, options: .caseInsensitive) == nil, "\(file)") }
    }

    @Test("no table of a mail has more than three columns: a telephone shows no more beside each other")
    func columns() {
        for (file, text) in Self.texts where file.hasPrefix("templates/mail/") && file.hasSuffix(".txt") {
            for line in text.split(separator: "\n") where line.hasPrefix("|---") { #expect(line.count { $0 == "|" } <= 4, "\(file): \(line)") }
        }
    }

    @Test("no button of a mail or a page is called by two words in one language")
    func buttons() throws {
        for (language, button, others) in [("nl", "Afronden", ["Sluiten", "Voltooien"]), ("en", "Record outcome", ["Finish", "Close it"])] {
            let mails = Self.texts.filter { $0.key.hasPrefix("templates/mail/\(language)/") }.values.joined()
            #expect(mails.contains("[\(button)]("))
            for other in others { #expect(!mails.contains("[\(other)](")) }
        }
    }
}
