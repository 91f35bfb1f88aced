import Foundation
import Testing

/// The borders of the house that docs/architecture.md draws, held against the text of `Package.swift` and `Sources`.
@Suite("The house")
struct HouseTests {
    @Test("is the same in Package.swift and in docs/architecture.md, target by target")
    func sameTable() throws {
        let documented = try House.documented().imports
        let built = try House.built().imports
        #expect(built.count >= 10)
        for name in Set(documented.keys).union(built.keys).sorted() {
            #expect(
                documented[name]?.sorted() == built[name]?.sorted(),
                "\(name): what it may import, in the table of docs/architecture.md and in Package.swift")
        }
    }

    @Test("has no arrow that its table does not draw, and draws none that no file needs")
    func arrows() throws {
        for (target, allowed) in try House.documented().imports.sorted(by: { $0.key < $1.key }) {
            let files = try SourceFile.all(in: "Sources/\(target)")
            let common: Set = target == "FollowUps" ? ["Foundation"] : ["Foundation", "Synchronization"]
            for file in files {
                let others = file.imports.subtracting(allowed).subtracting(common)
                #expect(others == [], "\(file.path) imports what \(target) may not; see the table of docs/architecture.md")
            }
            let used = files.reduce(into: Set<String>()) { $0.formUnion($1.imports) }
            #expect(allowed.subtracting(used) == [], "\(target) may import these and does not; take them out of the table and of Package.swift")
        }
    }

    @Test("has a folder of Sources for each target, and no other")
    func folders() throws {
        let folders = Set(try Repository.files(in: "Sources").compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
        #expect(try folders == Set(House.documented().imports.keys))
    }

    @Test("has SQL in Store only")
    func sql() throws {
        let statement =
            #/\b(?:SELECT|INSERT (?:OR [A-Z]+ )?INTO|REPLACE INTO|DELETE FROM|UPDATE \w+ SET|(?:CREATE|ALTER|DROP) (?:TABLE|INDEX|TRIGGER)|PRAGMA) /#
        let files = try SourceFile.all(in: "Sources")
        #expect(files.filter { !$0.path.hasPrefix("Sources/Store/") }.flatMap { $0.places(of: statement) } == [])
        #expect(files.flatMap { $0.places(of: statement) }.count > 100)
    }

    @Test("has HTML in templates only")
    func html() throws {
        let names =
            "a|b|body|br|button|div|em|form|h[1-6]|head|html|img|input|label|li|link|meta|ol|option|p|script|select|span|strong|style|svg|table|td|textarea|th|title|tr|ul"
        let tag = try Regex("</?(?:\(names))(?: [^\"]*)?/?>|<(?:a|form|img|input|link|meta|svg) |\\bhref=\\\\?\"")
        #expect(try SourceFile.all(in: "Sources").flatMap { $0.places(of: tag) } == [])
        #expect(try Repository.text("templates/mail/layout.html").contains(tag))
    }

    @Test("has no word of one sector in what pages and mails say; those stand in the catalogues and the templates")
    func sectors() throws {
        let word = #/\b(?:nl|en): "[^"]*\b(?i:schools?|scholen|schooljaar|leerling\w*|leerkracht\w*|pupils?|teachers?|intern begeleider)\b/#
        let targets = ["WebPages", "Templates", "Messages", "WebServer", "FollowUps"]
        #expect(try targets.flatMap { try SourceFile.all(in: "Sources/\($0)") }.flatMap { $0.places(of: word) } == [])
        #expect(try Repository.text("templates/meldcode-2019.toml").contains(#/nl = "[^"]*leerling/#))
    }

    @Test("has nothing in the domain that knows a screen")
    func screens() throws {
        let word =
            #/\w(?:Form|Page|Picture)\b|\b(?:\w+[a-z])?(?:Page|Picture|Button|Screen|Pixel|HTML|SVG|CSS|CSV|HTTP|Prometheus|ICalendar)(?:[A-Z]\w*)?\b/#
        #expect(
            try SourceFile.all(in: "Sources/FollowUps").flatMap { $0.places(of: word) } == [],
            "pages, forms, charts and downloads have no place in FollowUps")
        #expect(try !SourceFile.all(in: "Sources/WebPages").flatMap { $0.places(of: word) }.isEmpty)
    }
}
