extension Sequence {
    /// `map` by what takes its time: one element after another.
    func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }

    /// `compactMap` in the same way.
    func asyncCompactMap<Value>(_ transform: (Element) async throws -> Value?) async rethrows -> [Value] {
        try await asyncMap(transform).compactMap { $0 }
    }
}
