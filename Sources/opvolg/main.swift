import Configuration
import Foundation
import OpvolgCLI

exit(Opvolg.run(ProgramArguments.current(), in: .ofThisProcess()))
