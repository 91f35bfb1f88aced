import ArgumentParser
import Configuration
import Messages
import Store
import Templates

/// The exit codes. Wrong usage is 64, which comes from ArgumentParser.
enum ExitStatus {
    static let done: Int32 = 0
    /// Refused or failed; for `opvolg status`, a warning.
    static let failed: Int32 = 1
    /// For `opvolg status`.
    static let critical: Int32 = 2
    /// Mistakes in an imported file; nothing was imported (`EX_DATAERR`).
    static let badData: Int32 = 65
    /// Another program is working on this database (`EX_TEMPFAIL`).
    static let tryLater: Int32 = 75
    static let badConfiguration: Int32 = 78

    /// Runs the work, notes the reason when it fails, and returns the exit code. Usage errors are passed on.
    static func of(_ output: any CommandOutput, _ work: () async throws -> Void) async throws -> Int32 {
        do {
            try await work()
            return done
        } catch let status as ExitCode {
            return status.rawValue
        } catch let error as ValidationError {
            throw error
        } catch {
            output.note("opvolg: \(error)")
            return of(error)
        }
    }

    static func of(_ error: any Error) -> Int32 {
        switch error {
        case is ConfigurationProblems, is ConfigurationFile.NotFound, is TemplateProblems: badConfiguration
        case is ImportProblems: badData
        case StoreError.anotherRuns, StoreError.inUse: tryLater
        default: failed
        }
    }
}
