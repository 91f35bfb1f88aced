/// The version of both programs, which are always installed together.
public let programVersion = "0.1.0"
