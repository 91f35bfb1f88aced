/// Looks at every case of a model, the nearest first, for one that breaks a claim.
struct ClaimSearch {
    enum Result {
        /// No case breaks it.
        case holds
        /// The shortest way there.
        case broken([CaseWalk.Move])
        /// Cases were left that nobody has looked at.
        case stopped(waiting: Int)
    }

    let model: CaseModel
    let claim: SimpleClaim
    /// Of those kinds of which nothing is known, the moves that make a difference; of several that do the same, the first.
    private let unknownMoves: [CaseWalk.Move]
    private let unknownAlarms: [CaseWalk.Move]

    init(_ model: CaseModel, _ claim: SimpleClaim) {
        self.model = model
        self.claim = claim
        var seen: Set<[Int]> = []
        var (moves, alarms): ([CaseWalk.Move], [CaseWalk.Move]) = ([], [])
        for (number, answer) in model.answers.enumerated() where model.known & .bit(answer.place) == 0 {
            guard let signature = model.signature(of: number, for: claim) else { continue }
            if answer.place == model.alarm {
                alarms.append(.answer(number))
            } else if seen.insert(signature).inserted {
                moves.append(.answer(number))
            }
        }
        var opened: Set<[UInt64]> = []
        for place in (model.byHand & ~model.known).places where model.isRelevant(place, for: claim) {
            let withdrawn = model.withdrawable[place] & model.known
            let effect = [UInt64(truncatingIfNeeded: withdrawn), UInt64(truncatingIfNeeded: withdrawn >> 64), model.beginning[place]]
            let isPlain = model.kinds[place].expects.isEmpty && (!model.knowsPeople || model.changingPeople & .bit(place) == 0)
            if !isPlain || opened.insert(effect).inserted { moves.append(.open(place)) }
        }
        (unknownMoves, unknownAlarms) = (moves, alarms)
    }

    /// - Parameters:
    ///   - longest: only stories of at most so many moves matter.
    ///   - seen: how many cases were looked at; adds those of this search.
    func run(atMost limit: Int, longest: Int = .max, seen total: inout Int) -> Result {
        var cases: [ModelledCase] = []
        var depths: [Int] = []
        var ways: [(from: Int, move: CaseWalk.Move)] = []
        var places: [ModelledCase: Int] = [:]
        var broken: [CaseWalk.Move]?
        defer { total += cases.count }

        func way(to place: Int, then move: CaseWalk.Move) -> [CaseWalk.Move] {
            var (path, at) = ([move], place)
            while at >= 0 {
                path.append(ways[at].move)
                at = ways[at].from
            }
            return path.reversed()
        }
        /// False when the claim is broken.
        func walk(_ move: CaseWalk.Move, from place: Int) -> Bool {
            var guesses = Guesses()
            repeat {
                var walk = CaseWalk(model, claim, from: place < 0 ? ModelledCase() : cases[place], guesses: guesses)
                let isDone = walk.perform(move)
                guesses = walk.guesses
                guard isDone else { continue }
                if walk.isBroken {
                    broken = way(to: place, then: move)
                    return false
                }
                if walk.state.isClosed || (claim.scopeIsOnce && !walk.state.isInScope) { continue }
                if places[walk.state] == nil {
                    places[walk.state] = cases.count
                    cases.append(walk.state)
                    ways.append((place, move))
                    depths.append(place < 0 ? 1 : depths[place] + 1)
                }
            } while guesses.another()
            return true
        }
        for move in beginnings where !walk(move, from: -1) { return .broken(broken ?? []) }
        var next = 0
        while next < cases.count, depths[next] < longest {
            if cases.count > limit { return .stopped(waiting: cases.count - next) }
            for move in moves(in: cases[next]) where !walk(move, from: next) { return .broken(broken ?? []) }
            next += 1
        }
        return .holds
    }

    private var beginnings: [CaseWalk.Move] {
        let apart = model.answers.indices.filter { number in
            model.answers[number].outcomes.flatMap(\.allConsequences).contains { model.catalogue.kind($0.kind)?.hasOwnCase ?? false }
        }
        return model.byHand.places.map { .begin($0) } + apart.map { .beginApart(answer: $0) }
    }

    private func moves(in state: ModelledCase) -> [CaseWalk.Move] {
        var moves: [CaseWalk.Move] = []
        for place in state.open.places { moves += model.answersOfPlace[place].map { .answer($0) } }
        if model.counting & state.open == 0, let alarm = model.alarm {
            moves += model.known & .bit(alarm) != 0 ? model.answersOfPlace[alarm].map { .answer($0) } : unknownAlarms
        }
        moves += (model.byHand & model.known & ~state.open).places.map { .open($0) }
        moves += unknownMoves
        if case .never = claim.watched { moves.append(.close) }
        return moves
    }
}

extension CaseModel {
    /// Whether opening one of these, of which nothing is known, makes a difference.
    func isRelevant(_ place: Int, for claim: SimpleClaim) -> Bool {
        let bit = UInt128.bit(place)
        return known & bit != 0 || withdrawable[place] & known != 0 || beginning[place] != 0 || kinds[place].hasOwnCase
            || (knowsPeople && changingPeople & bit != 0)
    }

    /// What an answer of a kind of which nothing is known does to what is known; equal for two that do the same, and nil for one that does nothing.
    func signature(of number: Int, for claim: SimpleClaim) -> [Int]? {
        let answer = answers[number]
        if answer.closesCase { return nil }
        let kind = kinds[answer.place]
        var (signature, matters): ([Int], Bool) = ([], false)
        if !claim.named.isDisjoint(with: answer.numbers) {
            signature += [-2, number]
            matters = true
        }
        if case .never(_, _, true, _) = claim.watched { signature.append(answer.needsReason ? -3 : -4) }
        for (index, protection) in catalogue.protections.enumerated() {
            if answer.outcomes.contains(where: { protection.ends.contains(OutcomeReference(kind.id, $0.id)) }) {
                signature += [-5, index]
                matters = true
            }
        }
        let knowsClosing = closing.map { known & .bit($0) != 0 } ?? false
        var goes = false
        func add(_ consequences: [Consequence]) {
            for consequence in consequences {
                guard let place = places[consequence.kind] else { continue }
                if goingOn & .bit(place) != 0 { goes = true }
                var possible = consequence.possibleKinds
                for protection in catalogue.protections {
                    let replaced = possible.map { protection.replacement(for: Consequence($0), from: kind.id).kind }
                    possible += replaced.filter { !possible.contains($0) }
                }
                let relevant = possible.compactMap { places[$0] }.filter { isRelevant($0, for: claim) }
                if relevant.isEmpty { continue }
                matters = true
                signature += [-6, place, consequence.after.flatMap { places[$0] } ?? -1] + relevant
            }
        }
        for outcome in answer.outcomes {
            signature.append(-7)
            add(outcome.then)
            for exception in outcome.exceptions {
                signature.append(exception.isAddition ? -8 : -9)
                add(exception.then)
            }
            if let interval = kind.returns(after: outcome) {
                signature.append(-10)
                add([Consequence(kind.id, in: interval)])
            }
        }
        if knowsClosing {
            let ends = answer.outcomes.contains { $0.ends && kind.countsForCase }
            signature += [goes ? -11 : -12, ends ? -13 : -14]
            matters = matters || goes || ends
        }
        return matters ? signature : nil
    }
}
