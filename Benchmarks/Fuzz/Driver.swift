import Foundation

/// What libFuzzer calls. It brings a `main` of its own, so what is asked of this program stands in its environment:
/// `OPVOLG_FUZZ_TARGET=NAME` fuzzes that target; `OPVOLG_FUZZ_SEEDS=FOLDER` writes seeds and dictionary of every target there, and ends.
private let target = FuzzTarget.all.first { $0.name == ProcessInfo.processInfo.environment["OPVOLG_FUZZ_TARGET"] }

@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer, _ arguments: UnsafeMutableRawPointer) -> CInt {
    if let folder = ProcessInfo.processInfo.environment["OPVOLG_FUZZ_SEEDS"] {
        do {
            for target in FuzzTarget.all { try target.writeSeeds(to: folder) }
            exit(0)
        } catch {
            end("cannot write the seeds: \(error)")
        }
    }
    if target == nil { end("OPVOLG_FUZZ_TARGET has to be one of \(FuzzTarget.all.map(\.name).joined(separator: ", "))") }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    do {
        _ = try target?.check(Array(input.prefix(target?.longest ?? 0)))
    } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        // For libFuzzer to keep the input and say where.
        abort()
    }
    return 0
}

private func end(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("opvolg-fuzz: \(reason)\n".utf8))
    exit(64)
}

extension FuzzTarget {
    /// A folder `NAME` with a file for each seed, `NAME.dict` with the tokens as libFuzzer reads them, and the longest input in `NAME.longest`.
    fileprivate func writeSeeds(to folder: String) throws {
        let seedFolder = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: seedFolder, withIntermediateDirectories: true)
        for (number, seed) in try seeds().enumerated() { try Data(seed.utf8).write(to: URL(filePath: "\(seedFolder)/seed-\(number)")) }
        let escaped = tokens.map { token in
            token.utf8.map { byte in
                (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
                    ? String(Unicode.Scalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
        try Data(escaped.map { "\"\($0)\"\n" }.joined().utf8).write(to: URL(filePath: "\(folder)/\(name).dict"))
        try Data("\(longest)\n".utf8).write(to: URL(filePath: "\(folder)/\(name).longest"))
    }
}
