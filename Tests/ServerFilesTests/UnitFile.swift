/// A unit file of `systemd/`, as far as these tests look at it.
struct UnitFile {
    /// A line of a section: a key may be given more than once, and the order counts.
    struct Setting: Equatable {
        let key: String
        let value: String
    }

    private var sections: [String: [Setting]] = [:]

    init(_ name: String) throws {
        var section = ""
        for line in try Repository.text("systemd/\(name)").split(separator: "\n") where line.hasPrefix("#") == false {
            if line.hasPrefix("[") {
                section = String(line.dropFirst().dropLast())
            } else if let equals = line.firstIndex(of: "=") {
                let setting = Setting(key: String(line[..<equals]), value: String(line[line.index(after: equals)...]))
                sections[section, default: []].append(setting)
            }
        }
    }

    func settings(_ section: String) -> [Setting] {
        sections[section] ?? []
    }

    func values(_ section: String, _ key: String) -> [String] {
        settings(section).filter { $0.key == key }.map(\.value)
    }
}
