/// One parser, and what has to hold whatever it is given.
///
/// The tests mutate its seeds; libFuzzer does the same for longer, guided by coverage (`Benchmarks/Fuzz`, `make soak`).
struct FuzzTarget: Sendable {
    enum Answer: Sendable {
        case accepted, refused
    }

    /// How a command line and a file of seeds call it.
    let name: String
    /// Inputs that it accepts, or nearly does: from there mutation gets further than from noise.
    let seeds: @Sendable () throws -> [String]
    /// What its grammar is thick with.
    let tokens: [String]
    /// In bytes.
    let longest: Int
    /// How many inputs `make test` has time for.
    let inputs: Int
    /// Reads an input; throws a `Violation` when something does not hold that has to.
    let check: @Sendable ([UInt8]) throws -> Answer

    init(
        _ name: String, inputs: Int, longest: Int = 4096, tokens: [String] = [], seeds: @escaping @Sendable () throws -> [String],
        check: @escaping @Sendable ([UInt8]) throws -> Answer
    ) {
        self.name = name
        self.inputs = inputs
        self.longest = longest
        self.tokens = tokens
        self.seeds = seeds
        self.check = check
    }
}

/// What does not hold.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Throws a violation, with what was found, unless a condition holds.
func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(Violation) {
    if !condition { throw Violation(what()) }
}

/// The text of an input; what is not UTF-8 in it becomes U+FFFD, as where Foundation hands a program its arguments.
func text(_ input: [UInt8]) -> String { String(decoding: input, as: UTF8.self) }
