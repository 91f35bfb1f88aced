import Foundation
import OpvolgCLI

exit(Opvolg.run(Array(CommandLine.arguments.dropFirst()), in: .ofThisProcess()))
