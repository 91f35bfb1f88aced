import Foundation

/// A Python script of the test support that reads and writes JSON.
public enum Scripted {
    public static func run<Input: Encodable, Output: Decodable>(
        _ name: String, _ input: Input, as type: Output.Type = Output.self, within: Duration = .seconds(300)
    ) async throws -> Output {
        let result = try await ProgramRun.run(.python, [Program.script(name)], input: .data(JSONEncoder().encode(input)), within: within)
        guard result.exitCode == 0 else { throw DeadlinePassed(description: "\(name) failed:\n\(result.standardError)") }
        return try JSONDecoder().decode(Output.self, from: Data(result.standardOutput.utf8))
    }
}
