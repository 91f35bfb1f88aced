extension CaseCode {
    /// Proposes the code of a new case at a school: the next one like its latest, in the present year, or the first one of the form that the pattern asks
    /// for.
    ///
    /// - Parameters:
    ///   - latest: of the school's cases that whoever asks may know of.
    ///   - codes: all of those.
    ///   - taken: every code that is in use.
    public static func proposed(
        like latest: CaseCode?, at school: SchoolID, among codes: [CaseCode], taken: Set<CaseCode>, in year: Int, matching pattern: CaseCodePattern
    ) -> CaseCode {
        let known = latest.map { $0.inYear(year) } ?? first(at: school, in: year, matching: pattern)
        return next(like: known, among: codes, taken: taken, matching: pattern)
    }

    /// With the number that is a year before `year` replaced by that, and what counts within the year begun anew.
    private func inYear(_ year: Int) -> CaseCode {
        var parts: [String] = []
        for character in rawValue {
            if let last = parts.last?.last, last.isNumber == character.isNumber {
                parts[parts.count - 1].append(character)
            } else {
                parts.append(String(character))
            }
        }
        let place = parts.firstIndex { part in part.count == 4 && part.hasPrefix("20") && Int(part).map { $0 < year } == true }
        guard let place else { return self }
        let rest = parts[(place + 1)...].map { part in String(part.map { $0.isNumber ? "0" : $0 }) }
        return CaseCode((parts[..<place] + [String(year)] + rest).joined())
    }

    /// A code before the first one. Of the forms that people use, the first that the pattern takes.
    private static func first(at school: SchoolID, in year: Int, matching pattern: CaseCodePattern) -> CaseCode {
        let letters = String(school.rawValue.filter { $0.isASCII && $0.isLetter }.uppercased().prefix(2))
        let filled = pattern.text.map { $0 == "9" ? "0" : String($0) }.joined()
        let ofYear = filled.replacing("0000", with: String(year), maxReplacements: 1)
        let forms = ["\(letters)-\(year)-000", "\(year)-000", "\(letters)-000", "D0000", "0000", ofYear, filled].map { CaseCode($0) }
        return forms.first { pattern.matches($0) } ?? forms[0]
    }
}
