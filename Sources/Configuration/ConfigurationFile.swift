import Foundation

public enum ConfigurationFile {
    public static let ofTheServer = "/etc/opvolg/opvolg.toml"
    public static let name = "opvolg.toml"

    public struct NotFound: Error, Sendable, Hashable, CustomStringConvertible {
        public let lookedFor: [String]

        public var description: String {
            "there is no configuration file; looked for \(lookedFor.joined(separator: " and ")); "
                + "give one with --config FILE, --board BOARD or $OPVOLG_CONFIG, or make an instance with opvolg init"
        }
    }

    /// The path of the file: `--config`, else that of `--board`, else `$OPVOLG_CONFIG`, else `./opvolg.toml`, else
    /// `/etc/opvolg/opvolg.toml`. One that an option or the environment names need not exist: reading it reports that.
    public static func find(option: String?, board: BoardName? = nil, environment: [String: String]) throws(NotFound) -> String {
        try find(option: option, board: board, environment: environment, places: [name, ofTheServer])
    }

    static func find(option: String?, board: BoardName? = nil, environment: [String: String], places: [String]) throws(NotFound) -> String {
        if let option { return option }
        if let board { return board.configurationFile }
        if let named = environment["OPVOLG_CONFIG"], !named.isEmpty { return named }
        for place in places where access(place, F_OK) == 0 { return place }
        throw NotFound(lookedFor: places.map { $0.contains("/") ? $0 : "./\($0)" })
    }
}
