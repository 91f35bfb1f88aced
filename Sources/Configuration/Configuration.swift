import Foundation
import TOMLKit
