import Foundation
import Testing

/// The documents say nothing that is not so in the repository.
@Suite("The documents")
struct DocumentTests {
    private static let paths: [String] = {
        let top = (try? FileManager.default.contentsOfDirectory(atPath: Repository.root.path(percentEncoded: false))) ?? []
        let below = ["docs", "Tests"].flatMap { (try? Repository.files(in: $0)) ?? [] }
        return (top + below).filter { $0.hasSuffix(".md") }.sorted()
    }()

    @Test("have a target for each link between them, and for its anchor")
    func links() throws {
        var checked = 0
        for path in Self.paths {
            let text = try Repository.text(path)
            let targets = text.matches(of: #/\]\(([^)\s]+)\)/#).map(\.1) + text.matches(of: #/(?:src|href)="([^"]+)"/#).map(\.1)
            for target in targets where !target.contains(#/^[a-z]+:/#) {
                checked += 1
                let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let file = parts[0].isEmpty ? path : Self.resolved(String(parts[0]), from: path)
                #expect(Repository.exists(file), "\(path) links to \(target), which is not there")
                guard parts.count > 1, file.hasSuffix(".md"), Repository.exists(file) else { continue }
                #expect(try Self.anchors(in: Repository.text(file)).contains(String(parts[1])), "\(path) links to \(target): no heading is called so")
            }
        }
        #expect(checked > 30)
    }

    @Test("name only files and folders of the repository that are there")
    func namedPaths() throws {
        for path in Self.paths {
            let text = try Repository.text(path)
            for match in text.matches(of: #/`((?:Sources|Tests|Benchmarks|templates|systemd|debian)/[\w+.\/-]*)`/#) {
                #expect(Repository.exists(String(match.1)), "\(path) names \(match.1), which is not there")
            }
        }
    }

    @Test("teach catalogues by an example as it stands: what docs/catalogus.md shows of one is in docs/examples/bhv.toml")
    func exampleOfCatalogue() throws {
        let example = "\n" + (try Repository.text("docs/examples/bhv.toml"))
        let parts = try Repository.text("docs/catalogus.md").matches(of: #/```toml\n((?s:.*?))```/#).map(\.1)
        #expect(parts.count > 10)
        for part in parts { #expect(example.contains("\n" + part), "docs/catalogus.md shows what the example has not:\n\(part)") }
    }

    @Test("are what comments cite, and hold the promise that a comment gives the number of")
    func citations() throws {
        let promises = try Self.promises().keys.sorted()
        #expect(promises == Array(1...20))
        for file in try SourceFile.all(in: "Sources") {
            for (number, line) in file.lines {
                for match in line.matches(of: #/[\w\/.-]+\.md\b/#) {
                    #expect(Self.paths.contains(String(match.0)), "\(file.path):\(number) cites \(match.0)")
                }
                for match in line.matches(of: #/\b[Pp]romise (\d+)/#) {
                    #expect(Int(match.1).map(promises.contains) == true, "\(file.path):\(number) cites promise \(match.1)")
                }
                #expect(
                    !line.contains(#/\/\/.*\b(?:[Tt]he|our) contract\b/#), "\(file.path):\(number) cites a contract that is not in the repository")
            }
        }
    }

    @Test("name for each promise that is kept tests that Tests/README.md has for it")
    func promisesAndTests() throws {
        let rows = try Repository.text("Tests/README.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
        let tested = rows.reduce(into: [Int: Set<String>]()) { found, row in
            guard let number = row.firstMatch(of: #/^\| (\d+) \|/#).flatMap({ Int($0.1) }) else { return }
            found[number, default: []].formUnion(row.matches(of: #/\(`([^`]+)\.swift`\)/#).map { String($0.1) })
        }
        for (number, text) in try Self.promises() {
            let named = Set(text.matches(of: #/`(\w+Tests\/[\w\/]+)`/#).map { String($0.1) })
            #expect(named.isEmpty == (tested[number] == nil), "promise \(number) of docs/architecture.md")
            #expect(named.subtracting(tested[number] ?? []) == [], "Tests/README.md has these not for promise \(number)")
        }
    }

    /// The text of each promise of docs/architecture.md, by its number.
    private static func promises() throws -> [Int: String] {
        let section = try Repository.text("docs/architecture.md").components(separatedBy: "\n## Promises\n").last?.components(separatedBy: "\n## ")
            .first
        let starts = (section ?? "").matches(of: #/(\d+)\. ((?s:.*?))(?=\n\d+\. |\Z)/#)
        return starts.reduce(into: [:]) { found, match in
            if let number = Int(match.1) { found[number] = String(match.2) }
        }
    }

    /// A path relative to a document, from the repository's root.
    private static func resolved(_ path: String, from document: String) -> String {
        var parts = document.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case ".." where parts.last.map { $0 != ".." } ?? false: parts.removeLast()
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// What GitHub and Forgejo call the headings of a document in links.
    private static func anchors(in text: String) -> Set<String> {
        let headings = text.split(separator: "\n").filter { $0.contains(#/^#{1,6} /#) }.map { $0.drop { $0 == "#" }.dropFirst().lowercased() }
        return Set(headings.map { $0.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.replacing(" ", with: "-") })
    }
}
