/// From which kinds the end of a case can be reached, whatever else is open in it.
///
/// A kind is done with when it has an answer that leads only to kinds that are done with in fewer answers, in every state of a case; or to itself, until
/// it has been given so often that it no longer does. Then a case can be brought to where nothing that counts is open, and closed.
struct EndReach {
    /// The places of kinds for which that is not so.
    let unreached: [Int]
    /// Those of them that lead nowhere in any state of a case: where one is open, the case stays open.
    let hopeless: Set<Int>
    /// How many answers in how many states were looked at.
    let contexts: Int

    init(_ model: CaseModel) {
        var contexts = 0
        let kinds = (model.counting).places.filter { $0 != model.alarm }
        // For each answer what may follow that counts, in every state: before it has been given as often as matters, and then.
        let following = model.answers.indices.map { number -> (before: Set<UInt128>, then: Set<UInt128>) in
            let (before, then) = model.possibleConsequences(of: number)
            contexts += before.count + then.count
            return (Set(before.map { $0 & model.counting }), Set(then.map { $0 & model.counting }))
        }
        func reach(inEveryState: Bool) -> UInt128 {
            var done: UInt128 = model.closing.map { .bit($0) } ?? 0
            if !inEveryState {
                // What a protection withdraws without anything in its place is gone too.
                for protection in model.catalogue.protections { done |= model.bits(protection.withdraws) }
            }
            while true {
                let more = kinds.filter { place in
                    done & .bit(place) == 0
                        && model.answersOfPlace[place].contains { number in
                            if model.answers[number].closesCase { return true }
                            let (before, then) = following[number]
                            let own = UInt128.bit(place)
                            return inEveryState
                                ? before.allSatisfy { $0 & ~(done | own) == 0 } && then.allSatisfy { $0 & ~done == 0 }
                                : before.union(then).contains { $0 & ~done == 0 }
                        }
                }
                if more.isEmpty { return done }
                done = more.reduce(done) { $0 | .bit($1) }
            }
        }
        let (always, ever) = (reach(inEveryState: true), reach(inEveryState: false))
        unreached = kinds.filter { always & .bit($0) == 0 }
        hopeless = Set(unreached.filter { ever & .bit($0) == 0 })
        self.contexts = contexts
    }
}

extension CaseModel {
    /// What an answer may open, over all states of a case.
    ///
    /// - Returns: what it opens before it has been given as often as matters, and from then on.
    fileprivate func possibleConsequences(of number: Int) -> (before: [UInt128], then: [UInt128]) {
        let answer = answers[number]
        if answer.closesCase { return ([], [0]) }
        let each = answer.indices.map { counts[answer.place].consequenceLimits[$0] }
        let limits = (
            times: each.map(\.times).max() ?? 1, inARow: each.map(\.inARow).max() ?? 1, round: each.map(\.round).max() ?? 1
        )
        let everyProtection = UInt64(1) << UInt64(min(8, catalogue.protections.count))
        var (before, then): ([UInt128], [UInt128]) = ([], [])
        for times in 1...limits.times {
            for inARow in 1...limits.inARow {
                for round in 1...limits.round {
                    var guesses = Guesses()
                    repeat {
                        var (completed, open): (UInt128, UInt128) = (0, 0)
                        for place in answer.after.places {
                            switch guesses.choose(3) {
                            case 0: completed |= .bit(place)
                            case 1: open |= .bit(place)
                            default: break
                            }
                        }
                        let protections = UInt64(guesses.choose(Int(everyProtection)))
                        let begunSince = guesses.isSo() ? protections : 0
                        let key = ConsequenceKey(
                            answer: number, counts: answer.indices.map { _ in Outcome.Count(times: times, inARow: inARow, round: round) },
                            completed: completed, open: open,
                            protections: protections, begunSince: begunSince, goesOn: open & goingOn != 0 || guesses.isSo())
                        let opened = bits(consequences(key).map(\.kind))
                        let replacing = opened.places.filter { beginning[$0] != 0 }.flatMap { self.protections(beginning[$0]) }
                        let all = opened | bits(replacing.flatMap(\.insteadOf.values))
                        let isLast = times == limits.times && inARow == limits.inARow && round == limits.round
                        if isLast { then.append(all) } else { before.append(all) }
                    } while guesses.another()
                }
            }
        }
        return (before, then)
    }
}
