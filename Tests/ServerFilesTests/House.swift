import Foundation

/// Which target may import what, by name of the target.
struct House {
    let imports: [String: Set<String>]

    /// As the table of `docs/architecture.md` says.
    static func documented() throws -> House {
        let section = try Repository.text("docs/architecture.md").components(separatedBy: "\n## The house\n").last?.components(separatedBy: "\n## ")
            .first
        let rows = (section ?? "").split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
            $0.split(separator: "|", omittingEmptySubsequences: false)
        }
        return House(
            imports: rows.filter { $0.count > 3 }.reduce(into: [:]) { found, cells in
                guard let target = names(in: cells[1]).first else { return }
                found[target] = Set(names(in: cells[3]))
            })
    }

    /// As `Package.swift` says, tests and what they share left out.
    static func built() throws -> House {
        let targets = try Repository.text("Package.swift").components(separatedBy: "targets: [\n        //").last.map {
            $0.split(separator: #/\.(?=(?:executableTarget|testTarget|target|systemLibrary)\()/#)
        }
        return House(
            imports: (targets ?? []).reduce(into: [:]) { found, text in
                guard !text.hasPrefix("testTarget"), let name = text.firstMatch(of: #/name: "(\w+)"/#)?.1, !name.hasSuffix("TestSupport") else {
                    return
                }
                found[String(name)] = dependencies(in: text)
            })
    }

    private static func dependencies(in target: Substring) -> Set<String> {
        guard let list = target.firstMatch(of: #/dependencies: \[(?s:(.*))\],\s*(?:path|exclude|swiftSettings):/#)?.1 else { return [] }
        let product = #/\.product\(\s*name: "(\w+)"[^)]*\)/#
        let own = list.replacing(product, with: "").matches(of: #/"(\w+)"/#).map { String($0.1) }
        return Set(list.matches(of: product).map { String($0.1) } + own)
    }

    private static func names(in cell: Substring) -> [String] { cell.matches(of: #/`(\w+)`/#).map { String($0.1) } }
}
