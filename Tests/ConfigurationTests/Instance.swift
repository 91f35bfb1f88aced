import Configuration
import Foundation

/// A folder with a configuration file and the shipped templates next to it, gone when the test is done.
final class Instance {
    let folder: URL
    var file: String { folder.appending(path: "opvolg.toml").path }
    var catalogueFile: String { folder.appending(path: "templates/meldcode.toml").path }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    private static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()

    /// The file that every installation may rely on being readable.
    static var contract: String { get throws { try String(contentsOf: tests.appending(path: "Fixtures/contract.toml"), encoding: .utf8) } }
    static var catalogue: String { get throws { try String(contentsOf: templates.appending(path: "meldcode.toml"), encoding: .utf8) } }
    /// As they are shipped.
    static let templates = repository.appending(path: "templates")

    init(_ configuration: String? = nil, catalogue: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-configuration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "templates/webhook"), withIntermediateDirectories: true)
        try Data("{}".utf8).write(to: folder.appending(path: "templates/webhook/generic.json"))
        try copyTemplate("schoolvakanties.csv")
        try Data("name,from,to,regions\nTulpvakantie,2027-06-01,2027-06-04,noord\n".utf8)
            .write(to: folder.appending(path: "templates/tulpen.csv"))
        try write(configuration ?? Instance.contract)
        try Data((catalogue ?? Instance.catalogue).utf8).write(to: URL(filePath: catalogueFile))
    }

    /// The contract's file with every key that it only mentions in use: SMTP, and the webhook switched on.
    static var everythingUsed: String {
        get throws {
            try contract.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                if let key = line.prefixMatch(of: /\# ([a-z_]+) +=\ /) { return "\(key.1) = \(line[key.range.upperBound...])" }
                if line.hasPrefix("transport") {
                    return
                        "bounce = \"bounces@perspectief.example\"\nreply_to = \"IB <ib@vlieger.example>\"\nhelo = \"opvolg.perspectief.example\"\ntransport = \"smtp\""
                }
                if line.hasPrefix("enabled") {
                    return
                        "allow_private = true\nenabled = true\n[watch]\nping_url = \"https://ping.perspectief.example/7c1d\"\nallow_private = true\n"
                        + "operator = \"directie-vlieger\"\nundelivered = \"3h\"\nwebhook = \"teams-directie\"\n[bounce]\nurl = \"imaps://imap.perspectief.example\"\nusername = \"bounces\"\n"
                        + "password_file = \"bounce-password\"\nfolder = \"INBOX/Terug\"\nca_file = \"ca.pem\"\n"
                        + "[web]\npublic_url = \"https://opvolg.perspectief.example\"\nlisten = \"127.0.0.1:8080\"\n"
                        + "[web.oidc]\nissuer = \"https://login.perspectief.example/v2.0\"\nclient_id = \"0b1c7d1e\"\n"
                        + "client_secret_file = \"oidc-secret\"\nclaim = \"preferred_username:login\"\nca_file = \"ca.pem\""
                }
                if line == "deputy = \"ib-vlieger\"" { return line + "\nlogin = \"ib.regenboog\"" }
                if line.hasPrefix("detail") {
                    return line
                        + "\nact_as = [\"beheerder\"]\ncase_code = \"[0-9]{1,6}\"\nholidays = \"tulpen.csv\"\n\n[retention]\ncase_term = \"24m\"\nmessages = \"52w\""
                }
                return String(line)
            }.joined(separator: "\n")
        }
    }

    func copyTemplate(_ name: String) throws {
        try FileManager.default.copyItem(at: Instance.templates.appending(path: name), to: folder.appending(path: "templates/\(name)"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ configuration: String) throws { try Data(configuration.utf8).write(to: URL(filePath: file)) }

    func load() throws(ConfigurationProblems) -> Settings { try Settings.load(from: file) }

    /// What is wrong with it, with the instance's folder cut off file names.
    func problems() -> [String] {
        do throws(ConfigurationProblems) {
            _ = try load()
            return []
        } catch {
            return error.problems.map { $0.description.replacing(folder.path + "/", with: "") }
        }
    }
}
