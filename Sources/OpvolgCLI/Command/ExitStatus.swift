import ArgumentParser
import Configuration
import Messages
import Store

/// What the program tells whoever called it; 64 for wrong usage comes from the argument parser.
enum ExitStatus {
    static let done: Int32 = 0
    /// Refused or failed; of `opvolg status`, a warning.
    static let failed: Int32 = 1
    /// Of `opvolg status`.
    static let critical: Int32 = 2
    /// In a file being imported; nothing was imported.
    static let badData: Int32 = 65
    /// Another program is at work on this database; later it will not be.
    static let tryLater: Int32 = 75
    static let badConfiguration: Int32 = 78

    /// The status of some work, with the reason noted when it fails. Errors about the command line itself are passed on.
    static func of(_ output: any CommandOutput, _ work: () throws -> Void) throws -> Int32 {
        do {
            try work()
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
