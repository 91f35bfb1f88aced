/// One step of a modelled case: a deed and all that follows from it, as the store has it follow.
///
/// What the model does not know is guessed; `CaseModel.steps` walks each possibility.
struct CaseWalk {
    enum Move: Hashable {
        case begin(Int)
        /// An answer elsewhere begins it as an own case.
        case beginApart(answer: Int)
        case open(Int)
        case answer(Int)
        case close
    }

    /// What something follows from.
    private enum Cause {
        case answer(Int)
        case hand(reason: Bool)
    }

    let model: CaseModel
    let claim: SimpleClaim?
    var state: ModelledCase
    var guesses: Guesses
    /// Whether the claim does not hold.
    var isBroken = false
    /// What happens, if somebody wants to know.
    var happenings: [CaseHappening]?
    private var cause = Cause.hand(reason: false)
    /// What something that should follow waits for, and is open.
    private var awaited: UInt128 = 0

    init(_ model: CaseModel, _ claim: SimpleClaim?, from state: ModelledCase, guesses: Guesses, telling: Bool = false) {
        self.model = model
        self.claim = claim
        self.state = state
        self.guesses = guesses
        happenings = telling ? [] : nil
    }

    /// False when it is refused.
    mutating func perform(_ move: Move) -> Bool {
        switch move {
        case .begin(let place):
            begin()
            openAsAsked(place)
            openCheck()
        case .beginApart(let answer):
            begin()
            let place = model.answers[answer].place
            state.open |= .bit(place) & model.known
            cause = .answer(answer)
            let openings = consequences(of: answer, elsewhere: true)
            guard openings.contains(where: { model.places[$0.kind].map { model.kinds[$0].hasOwnCase } ?? false }) else { return false }
            close(answer, with: openings.filter { $0.kind != model.kinds[place].id })
            openCheck()
        case .open(let place):
            guard mayBeOpened(place) else { return false }
            openAsAsked(place)
        case .answer(let answer):
            cause = .answer(answer)
            guard self.answer(answer) else { return false }
        case .close:
            guard closeByHand() else { return false }
        }
        if !state.isClosed { look() }
        return true
    }

    // MARK: Beginning and opening by hand

    private mutating func begin() {
        state = ModelledCase()
        state.counts = Array(repeating: 0, count: model.countPlaces)
        state.isInScope = claim?.beginsWithCase ?? false
        happen(begins: { $0.caseOpened }, ends: { $0.caseOpened })
    }

    private mutating func openCheck() {
        guard let check = model.catalogue.caseKinds.check.flatMap({ model.places[$0] }) else { return }
        cause = .hand(reason: false)
        open(check, nil)
    }

    private mutating func mayBeOpened(_ place: Int) -> Bool {
        let id = model.kinds[place].id
        if model.protections(state.protections).contains(where: { $0.forbids(id) }) { return false }
        // Then this case does not change.
        return !beginsOwnCase(place, besides: 0)
    }

    private mutating func openAsAsked(_ place: Int) {
        let expected = model.bits(model.kinds[place].expects)
        let isMissing = (expected & model.known & ~state.completed) != 0 || (expected & ~model.known != 0 && guesses.isSo())
        cause = .hand(reason: isMissing)
        open(place, nil, isNew: true)
    }

    // MARK: Answers

    private mutating func answer(_ number: Int) -> Bool {
        let answer = model.answers[number]
        if answer.closesCase {
            guard model.counting & state.open & ~.bit(answer.place) == 0 else { return false }
            ended(answer)
            closeCase()
            return true
        }
        let openings = consequences(of: number, elsewhere: false)
        for opening in openings {
            guard let place = model.places[opening.kind], model.kinds[place].hasOwnCase, beginsOwnCase(place, besides: .bit(answer.place)) else {
                continue
            }
            moveApart(answer, openings)
            return true
        }
        close(number, with: openings)
        return true
    }

    /// It is answered in an own case, and here withdrawn. A recurring kind goes on where it was.
    private mutating func moveApart(_ answer: CaseModel.Answer, _ openings: [Consequence]) {
        let id = model.kinds[answer.place].id
        removeOpen(answer.place)
        happenings?.append(.movedApart(id))
        for opening in openings where opening.kind == id { open(answer.place, opening.term) }
    }

    private mutating func close(_ number: Int, with openings: [Consequence]) {
        let answer = model.answers[number]
        let isLast = openings.isEmpty && model.counting & state.open & ~.bit(answer.place) == 0 && mayBeLast(answer)
        ended(answer)
        var following = openings
        if following.isEmpty {
            let ending = answer.outcomes.lazy.compactMap { [model] in model.catalogue.ending(of: $0, of: model.kinds[answer.place], isLast: isLast) }
                .first
            following = ending.map { [$0] } ?? []
        }
        if case .silent(let days, let after)? = claim?.watched, !after.isDisjoint(with: answer.numbers) {
            let waited = awaited.places.compactMap { model.kinds[$0].term ?? model.kinds[$0].repeat }.map(\.mostDays)
            let due =
                waited
                + following.filter { model.places[$0.kind].map { model.counting & .bit($0) != 0 } ?? false }.compactMap { opening in
                    opening.isDueAsAgreed ? nil : (opening.term ?? model.catalogue.kind(opening.kind).flatMap { $0.term ?? $0.repeat })?.mostDays
                }
            if due.min().map({ $0 > days }) ?? true { isBroken = true }
        }
        for opening in following {
            if let place = model.places[opening.kind] { open(place, opening.term) } else { happenings?.append(.opened(opening.kind, opening.term)) }
        }
        if case .missing(let place, let after)? = claim?.watched, !after.isDisjoint(with: answer.numbers), state.open & .bit(place) == 0 {
            isBroken = true
        }
    }

    /// Whether nothing of which nothing is known is open and counts, where that matters.
    private mutating func mayBeLast(_ answer: CaseModel.Answer) -> Bool {
        guard model.hasUnknownCounting, answer.outcomes.contains(where: \.ends) else { return true }
        if case .silent? = claim?.watched { return guesses.isSo() }
        let asksToClose = model.closing.map { model.known & .bit($0) != 0 } ?? false
        return asksToClose ? guesses.isSo() : true
    }

    /// What the catalogue has follow, in the state of the case.
    ///
    /// - Parameter elsewhere: the case in which it was answered is another, of which nothing is known.
    private mutating func consequences(of number: Int, elsewhere: Bool) -> [Consequence] {
        let answer = model.answers[number]
        let rest = elsewhere ? 0 : state.open & ~.bit(answer.place)
        let known = elsewhere ? 0 : model.known
        var completed = state.completed & answer.after & known
        var open = rest & answer.after
        for place in (answer.after & ~known).places {
            switch guesses.choose(3) {
            case 0: completed |= .bit(place)
            case 1: open |= .bit(place)
            default: break
            }
        }
        awaited = open
        var goesOn = elsewhere || (rest | open) & model.goingOn != 0
        if !goesOn, answer.mayAskToClose, model.goingOn & ~known & ~.bit(answer.place) != 0 { goesOn = guesses.isSo() }
        return model.consequences(
            CaseModel.ConsequenceKey(
                answer: number, counts: counts(answer, elsewhere: elsewhere), completed: completed, open: open,
                protections: elsewhere ? guessProtections() : state.protections, begunSince: elsewhere ? 0 : begunSince(answer), goesOn: goesOn))
    }

    private mutating func guessProtections() -> UInt64 {
        UInt64(guesses.choose(1 << min(8, model.catalogue.protections.count)))
    }

    private mutating func counts(_ answer: CaseModel.Answer, elsewhere: Bool) -> [Outcome.Count] {
        let layout = model.counts[answer.place]
        let isKnown = model.counted & .bit(answer.place) != 0 && !elsewhere
        return answer.indices.map { index in
            let limits = layout.consequenceLimits[index]
            // Where the length of a row is not kept, any is possible.
            let inARow: Int
            if isKnown, let place = layout.row {
                inARow = Int(state.counts[place]) == index + 1 ? Int(state.counts[place + 1]) + 1 : 1
            } else {
                inARow = 1 + guesses.choose(limits.inARow)
            }
            if !isKnown { return Outcome.Count(times: 1 + guesses.choose(limits.times), inARow: inARow, round: 1 + guesses.choose(limits.round)) }
            let times = layout.times[index].map { Int(state.counts[$0]) } ?? 0
            let round = layout.round.map { Int(state.counts[$0]) } ?? 0
            return Outcome.Count(times: times + 1, inARow: inARow, round: round + 1)
        }
    }

    /// The protections that begun again since the kind was opened, and so are not ended by its answer.
    private mutating func begunSince(_ answer: CaseModel.Answer) -> UInt64 {
        var found: UInt64 = 0
        for (pair, ending) in model.endings.enumerated() where ending.place == answer.place && state.protections & 1 << UInt64(ending.protection) != 0
        {
            let isStale: Bool
            if model.known & .bit(answer.place) != 0 {
                isStale = state.stale & 1 << UInt64(pair) != 0
            } else {
                // What alone begins it cannot have been there before.
                isStale = model.catalogue.protections[ending.protection].begins != [model.kinds[answer.place].id] && guesses.isSo()
            }
            if isStale { found |= 1 << UInt64(ending.protection) }
        }
        return found
    }

    /// Records the answer: it counts, it may complete its kind and end protections.
    private mutating func ended(_ answer: CaseModel.Answer) {
        let (bit, kind) = (UInt128.bit(answer.place), model.kinds[answer.place])
        let stale = begunSince(answer)
        for (index, protection) in model.catalogue.protections.enumerated() where state.protections & ~stale & 1 << UInt64(index) != 0 {
            if answer.outcomes.contains(where: { protection.ends.contains(OutcomeReference(kind.id, $0.id)) }) {
                state.protections &= ~(1 << UInt64(index))
            }
        }
        removeOpen(answer.place)
        let completes = answer.indices.contains { index in kind.outcomes[index].completesFrom.map { isReached($0, index, answer) } ?? false }
        recordCounts(answer)
        if completes { state.completed |= bit & model.known & model.completable }
        for number in answer.numbers {
            happen(never: { $0.answered.contains(number) }, begins: { $0.answered.contains(number) }, ends: { $0.answered.contains(number) })
        }
        if completes { happen(never: { $0.completed & bit != 0 }, begins: { $0.completed & bit != 0 }, ends: { $0.completed & bit != 0 }) }
    }

    private mutating func isReached(_ times: Int, _ index: Int, _ answer: CaseModel.Answer) -> Bool {
        if times <= 1 { return true }
        guard model.counted & .bit(answer.place) != 0, let place = model.counts[answer.place].times[index] else { return guesses.isSo() }
        return Int(state.counts[place]) + 1 >= times
    }

    private mutating func recordCounts(_ answer: CaseModel.Answer) {
        guard model.counted & .bit(answer.place) != 0 else { return }
        let layout = model.counts[answer.place]
        for index in answer.indices {
            if let place = layout.times[index] { state.counts[place] = min(state.counts[place] + 1, layout.timesLimits[index]) }
        }
        if let place = layout.row, let index = answer.indices.first {
            let isAgain = state.counts[place] == UInt8(index + 1)
            state.counts[place + 1] = isAgain ? min(state.counts[place + 1] + 1, layout.rowLimit) : 1
            state.counts[place] = UInt8(index + 1)
        }
        if let place = layout.round { state.counts[place] = min(state.counts[place] + 1, layout.roundLimit) }
    }

    // MARK: Own cases

    private mutating func beginsOwnCase(_ place: Int, besides left: UInt128) -> Bool {
        let kind = model.kinds[place]
        guard kind.hasOwnCase else { return false }
        let otherWork = model.counting & state.open & ~left != 0 || (model.counting & ~model.known & ~left != 0 && guesses.isSo())
        guard otherWork else { return false }
        if !model.knowsPeople, !kind.excludes.isEmpty, guesses.isSo() { return false }
        return model.beginsOwnCase(place, otherWork: true, excluded: model.knowsPeople ? model.excludedRoles(state.people) : [])
    }

    // MARK: Opening and closing

    private mutating func open(_ place: Int, _ term: Term?, isNew: Bool = false) {
        let (bit, kind) = (UInt128.bit(place), model.kinds[place])
        if model.known & bit != 0 {
            if state.open & bit != 0 {
                happenings?.append(.kept(kind.id, term))
                return
            }
        } else if !isNew, model.withdrawable[place] & model.known != 0 || model.beginning[place] != 0, guesses.isSo() {
            // It may be open already.
            return
        }
        happenings?.append(.opened(kind.id, term ?? kind.term ?? kind.repeat))
        if model.knowsPeople { state.people |= bit & model.changingPeople }
        happen(never: { $0.opened & bit != 0 }, begins: { $0.opened & bit != 0 }, ends: { $0.opened & bit != 0 })
        state.protections |= model.beginning[place]
        for (pair, ending) in model.endings.enumerated() {
            if ending.place == place {
                state.stale &= ~(1 << UInt64(pair))
            } else if model.beginning[place] & 1 << UInt64(ending.protection) != 0, state.open & .bit(ending.place) != 0 {
                state.stale |= 1 << UInt64(pair)
            }
        }
        state.open |= bit & model.known
        withdraw(to: place)
    }

    private mutating func withdraw(to place: Int) {
        var among = state.open & ~.bit(place)
        // Something of which nothing is known may be open and replaced.
        for other in (model.replaceable[place] & ~model.known).places where guesses.isSo() { among |= .bit(other) }
        for withdrawal in model.withdrawals(to: place, among: among) {
            guard let other = model.places[withdrawal.kind] else { continue }
            removeOpen(other)
            happenings?.append(.withdrawn(withdrawal.kind))
            if let instead = withdrawal.instead.flatMap({ model.places[$0] }) { open(instead, nil) }
        }
    }

    private mutating func removeOpen(_ place: Int) {
        state.open &= ~.bit(place)
        for (pair, ending) in model.endings.enumerated() where ending.place == place { state.stale &= ~(1 << UInt64(pair)) }
    }

    private mutating func closeByHand() -> Bool {
        cause = .hand(reason: false)
        let open = (model.counting & state.open).places
        let outcomes = open.map { model.catalogue.outcomeOfClosing(model.kinds[$0].id) }
        guard model.catalogue.mayBeClosed(open: model.ids(state.open), isExplained: false) else { return false }
        for (place, outcome) in zip(open, outcomes) {
            if let outcome, let number = model.answersOfPlace[place].first(where: { model.answers[$0].outcomes == [outcome] }) {
                ended(model.answers[number])
            }
        }
        closeCase()
        return true
    }

    private mutating func closeCase() {
        state.open = 0
        state.isClosed = true
        happenings?.append(.closed)
        happen(never: { $0.caseClosed }, begins: { $0.caseClosed }, ends: { $0.caseClosed })
    }

    // MARK: The claim

    private mutating func happen(
        never: (SimpleClaim.Events) -> Bool = { _ in false }, begins: (SimpleClaim.Events) -> Bool, ends: (SimpleClaim.Events) -> Bool
    ) {
        guard let claim else { return }
        if case .never(let events, let answers, let reason, let byHand) = claim.watched, state.isInScope, never(events),
            !isExcepted(answers, reason: reason, byHand: byHand)
        {
            isBroken = true
        }
        if ends(claim.ends) { state.isInScope = false }
        if begins(claim.begins) { state.isInScope = true }
    }

    private func isExcepted(_ answers: Set<Int>, reason: Bool, byHand: Bool) -> Bool {
        switch cause {
        case .answer(let number): !answers.isDisjoint(with: model.answers[number].numbers) || (reason && model.answers[number].needsReason)
        case .hand(let isReasoned): byHand || (reason && isReasoned)
        }
    }

    /// The alarm is open when nothing that counts is.
    private func isOpen(_ place: Int) -> Bool { state.open & .bit(place) != 0 || (place == model.alarm && state.open & model.counting == 0) }

    /// What has to hold when all of the step is done.
    private mutating func look() {
        guard let claim, state.isInScope else { return }
        switch claim.watched {
        case .neverOpen(let kinds): if state.open & kinds != 0 { isBroken = true }
        case .owns(let roles, let place):
            if isOpen(place), !model.possibleOwners(of: place, people: state.people).isDisjoint(with: roles) { isBroken = true }
        case .hears(let roles): if !model.excludedRoles(state.people).isSuperset(of: roles) { isBroken = true }
        case .never, .missing, .silent: break
        }
    }
}

extension CaseModel {
    /// The role that owns one of these in a case, and those to which its work falls where nobody holds it.
    func possibleOwners(of place: Int, people: UInt128) -> Set<RoleID> {
        guard case .role(let role) = kinds[place].owner else { return [] }
        let takenOver = catalogue.takenOver(by: people.places.map { kinds[$0] }.sorted { $0.id < $1.id })
        var (owner, found): (RoleID?, Set<RoleID>) = (CasePeople(takenOver: takenOver).role(inPlaceOf: role), [])
        while let next = owner, found.insert(next).inserted { owner = catalogue.role(next)?.fallback }
        return found
    }
}
