extension CaseCode {
    /// Proposes the code of a new case: one higher than the highest of the same form at its school. `VL-2026-999` leads
    /// to `VL-2026-1000`, or to `VL-2027-001` if the pattern has no room for that. If every code that fits is taken,
    /// the result does not fit: nothing so grave waits for want of a code.
    public static func next(like known: CaseCode, among codes: [CaseCode], taken: Set<CaseCode>, matching pattern: CaseCodePattern) -> CaseCode {
        let form = Form(known)
        var highest = codes.map(Form.init).filter { $0.words == form.words }.max(by: <).map { max($0, form) } ?? form
        if highest.numbers.isEmpty { highest.beginNumber() }
        for place in highest.numbers.indices.reversed() {
            var candidate = highest
            // Other schools may have codes above the highest of this one, but not a thousand in a row.
            for _ in 1...1000 {
                candidate.increment(at: place)
                let code = candidate.code
                guard pattern.matches(code) else { break }
                if !taken.contains(code), !PersonalDataFilter.isBSN(code) { return code }
            }
        }
        repeat { highest.increment(at: highest.numbers.count - 1) } while taken.contains(highest.code) || PersonalDataFilter.isBSN(highest.code)
        return highest.code
    }

    /// A code as alternating words and numbers. The first word may be empty.
    private struct Form: Comparable {
        var words: [String] = [""]
        var numbers: [String] = []

        init(_ code: CaseCode) {
            var isInNumber = false
            for character in code.rawValue {
                let isDigit = character.isASCII && character.isNumber
                if isDigit, isInNumber {
                    numbers[numbers.count - 1].append(character)
                } else if isDigit {
                    numbers.append(String(character))
                } else if isInNumber {
                    words.append(String(character))
                } else {
                    words[words.count - 1].append(character)
                }
                isInNumber = isDigit
            }
        }

        var code: CaseCode {
            CaseCode(words.indices.map { words[$0] + (numbers.indices.contains($0) ? numbers[$0] : "") }.joined())
        }

        mutating func beginNumber() {
            words[words.count - 1] += "-"
            numbers = ["0"]
        }

        mutating func increment(at place: Int) {
            var digits = numbers[place].compactMap(\.wholeNumberValue)
            var index = digits.count - 1
            while index >= 0, digits[index] == 9 {
                digits[index] = 0
                index -= 1
            }
            if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
            numbers[place] = digits.map(String.init).joined()
            for later in numbers.indices where later > place {
                numbers[later] = String(repeating: "0", count: max(0, numbers[later].count - 1)) + "1"
            }
        }

        static func < (left: Form, right: Form) -> Bool {
            let (first, second) = (left.numbers.map(value), right.numbers.map(value))
            return first.lexicographicallyPrecedes(second) { ($0.count, $0) < ($1.count, $1) }
        }

        /// Without leading zeros, so that a longer number is a higher one.
        private static func value(_ number: String) -> String { String(number.drop { $0 == "0" }) }
    }
}
