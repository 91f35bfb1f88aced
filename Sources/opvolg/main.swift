import Configuration
import Foundation
import OpvolgCLI

exit(await Opvolg.run(ProgramArguments.current(), in: .ofThisProcess()))
