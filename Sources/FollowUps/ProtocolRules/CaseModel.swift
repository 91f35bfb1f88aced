/// The kinds of a catalogue as they work in one case, with what is known of a case and what is left open.
///
/// Of a known kind it is known whether one is open; of any other everything is possible at any time. So what a model shows to be impossible is
/// impossible, however little it knows, and a model of which all is known does what the store does: both ask the catalogue the same questions.
final class CaseModel {
    /// One way to answer a kind: an outcome, or several that come together.
    struct Answer {
        let place: Int
        let outcomes: [Outcome]
        /// The places of the outcomes in their kind.
        let indices: [Int]
        /// The outcomes by their number over all kinds.
        let numbers: [Int]
        /// The kinds that must be completed before something of it.
        let after: UInt128
        let mayAskToClose: Bool

        var closesCase: Bool { outcomes.contains(where: \.closesCase) }
        var needsReason: Bool { outcomes.contains(where: \.needsReason) }
    }

    static let mostKinds = 128

    let catalogue: Catalogue
    let kinds: [Kind]
    let places: [KindID: Int]
    let answers: [Answer]
    let answersOfPlace: [[Int]]
    let counts: [AnswerCounts]
    let countPlaces: Int
    let closing: Int?
    /// The kinds of which an answer closes the case.
    let closers: UInt128
    let alarm: Int?
    /// The kinds that keep a case open, and those with which it goes on.
    let counting: UInt128
    let goingOn: UInt128
    let byHand: UInt128
    let changingPeople: UInt128
    /// For each pair of a protection and a kind that ends it.
    let endings: [(protection: Int, place: Int)]
    /// What an opening of the kind withdraws, if open.
    let withdrawable: [UInt128]
    /// What of that is replaced by something else.
    let replaceable: [UInt128]
    /// The protections that an opening of the kind begins.
    let beginning: [UInt64]
    /// The kinds that something waits for or expects to be completed.
    let completable: UInt128

    let everything: UInt128

    // What is known.
    var known: UInt128
    var counted: UInt128
    var knowsPeople: Bool

    private var remembered: [ConsequenceKey: [Consequence]] = [:]
    private var rememberedWithdrawals: [WithdrawalKey: [Withdrawal]] = [:]

    /// Of a case of which all is known.
    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        let alarm = catalogue.alarm.flatMap { alarm in catalogue.kinds.contains { $0.id == alarm.id } ? nil : alarm }
        let kinds = (catalogue.kinds + (alarm.map { [$0] } ?? [])).filter { $0.scope == .case || $0.scope == .free }
        let places = Dictionary(kinds.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        func bits(_ isIn: (Kind) -> Bool) -> UInt128 { kinds.enumerated().reduce(0) { isIn($1.element) ? $0 | .bit($1.offset) : $0 } }
        func bits(_ ids: some Sequence<KindID>) -> UInt128 { ids.reduce(0) { bits, id in places[id].map { bits | .bit($0) } ?? bits } }
        (self.kinds, self.places) = (kinds, places)
        let closingPlace = catalogue.caseKinds.closing.flatMap { places[$0] }
        closing = closingPlace
        closers = bits { $0.outcomes.contains(where: \.closesCase) }
        self.alarm = catalogue.alarm.flatMap { places[$0.id] }
        counting = bits { !catalogue.kindsThatDoNotCount.contains($0.id) }
        let going = bits { catalogue.keepsCaseGoing($0.id) }
        goingOn = going
        byHand = bits { kind in
            kind.id != catalogue.alarm?.id && (kind.startsByHand || !kind.expects.isEmpty || kind.id == catalogue.caseKinds.start)
        }
        changingPeople = bits(catalogue.kindsThatChangePeople)

        var (answers, ofPlace, number): ([Answer], [[Int]], Int) = ([], [], 0)
        for (place, kind) in kinds.enumerated() {
            var own: [Int] = []
            for indices in kind.answers {
                own.append(answers.count)
                let outcomes = indices.map { kind.outcomes[$0] }
                let all = outcomes.flatMap(\.allConsequences)
                answers.append(
                    Answer(
                        place: place, outcomes: outcomes, indices: indices, numbers: indices.map { number + $0 },
                        after: bits(all.compactMap(\.after)),
                        mayAskToClose: all.contains { $0.kind == catalogue.caseKinds.closing }))
            }
            number += kind.outcomes.count
            ofPlace.append(own)
        }
        (self.answers, answersOfPlace) = (answers, ofPlace)
        var countPlaces = 0
        counts = kinds.map { AnswerCounts(of: $0, from: &countPlaces) }
        self.countPlaces = countPlaces
        endings = catalogue.protections.enumerated().flatMap { index, protection in
            Set(protection.ends.compactMap { places[$0.kind] }).sorted().map { (index, $0) }
        }
        let closingBit: UInt128 = closingPlace.map { .bit($0) } ?? 0
        withdrawable = kinds.enumerated().map { place, kind in
            catalogue.protections.filter { $0.begins.contains(kind.id) }.reduce(going & .bit(place) != 0 ? closingBit : 0) {
                found, protection in
                found | bits(protection.withdraws) | bits(protection.insteadOf.keys)
            }
        }
        replaceable = kinds.map { kind in
            catalogue.protections.filter { $0.begins.contains(kind.id) }.reduce(0) { $0 | bits($1.insteadOf.keys) }
        }
        completable = answers.reduce(kinds.reduce(0) { $0 | bits($1.expects) }) { $0 | $1.after }
        beginning = kinds.map { kind in
            catalogue.protections.enumerated().reduce(0) { $1.element.begins.contains(kind.id) ? $0 | 1 << UInt64($1.offset) : $0 }
        }
        everything = kinds.isEmpty ? 0 : UInt128.max >> UInt128(max(0, Self.mostKinds - kinds.count))
        known = everything
        counted = everything
        knowsPeople = true
    }

    /// Whether some kind that counts is not known.
    var hasUnknownCounting: Bool { counting & ~known != 0 }

    func bits(_ ids: some Sequence<KindID>) -> UInt128 { ids.reduce(0) { bits, id in places[id].map { bits | .bit($0) } ?? bits } }

    func ids(_ bits: UInt128) -> Set<KindID> { Set(bits.places.map { kinds[$0].id }) }

    func protections(_ bits: UInt64) -> [Protection] {
        catalogue.protections.enumerated().filter { bits & 1 << UInt64($0.offset) != 0 }.map(\.element)
    }

    // MARK: What the catalogue answers, remembered

    struct ConsequenceKey: Hashable {
        let answer: Int
        /// For each of the outcomes.
        let counts: [Outcome.Count]
        let completed: UInt128
        let open: UInt128
        let protections: UInt64
        /// Protections that have begun again since the kind was opened.
        let begunSince: UInt64
        let goesOn: Bool
    }

    /// Something open that counts, where it does not matter what.
    private static let something: KindID = "?"

    func consequences(_ key: ConsequenceKey) -> [Consequence] {
        if let known = remembered[key] { return known }
        let answer = answers[key.answer]
        let open = ids(key.open).union(key.goesOn ? [Self.something] : [])
        let state = CaseState(
            completed: ids(key.completed), open: open, protections: protections(key.protections),
            begunSince: Set(protections(key.begunSince).map(\.id)))
        var seen: Set<KindID> = []
        let found = catalogue.consequences(of: answer.outcomes, of: kinds[answer.place], counts: key.counts, in: state).filter {
            seen.insert($0.kind).inserted
        }
        remembered[key] = found
        return found
    }

    private struct WithdrawalKey: Hashable {
        let place: Int
        let open: UInt128
    }

    func withdrawals(to place: Int, among open: UInt128) -> [Withdrawal] {
        let relevant = open & withdrawable[place]
        if relevant == 0 { return [] }
        let key = WithdrawalKey(place: place, open: relevant)
        if let known = rememberedWithdrawals[key] { return known }
        let found = catalogue.withdrawals(to: kinds[place].id, among: ids(relevant))
        rememberedWithdrawals[key] = found
        return found
    }

    func beginsOwnCase(_ place: Int, otherWork: Bool, excluded: Set<RoleID>) -> Bool {
        let open: Set<KindID> = otherWork ? [Self.something] : []
        return catalogue.beginsOwnCase(
            kinds[place].id, in: CaseState(completed: [], open: open, protections: [], excludedRoles: excluded))
    }

    func excludedRoles(_ people: UInt128) -> Set<RoleID> {
        people.places.reduce(into: []) { $0.formUnion(catalogue.exclusions[kinds[$1].id, default: []]) }
    }
}

extension Kind {
    /// Every way to answer it: each outcome by itself, and those that may come together, by their places.
    fileprivate var answers: [[Int]] {
        var answers = outcomes.indices.map { [$0] }
        var next = 0
        while next < answers.count {
            let chosen = answers[next]
            for index in outcomes.indices where index > chosen[chosen.count - 1] {
                let fits = chosen.allSatisfy { other in outcomes(beside: outcomes[other].id).contains { $0.id == outcomes[index].id } }
                if fits { answers.append(chosen + [index]) }
            }
            next += 1
        }
        return answers
    }
}
