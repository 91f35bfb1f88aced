/// Proves the rules of a catalogue over every path of answers, or finds the shortest story that breaks one.
///
/// It begins with a model that knows only what the rule names. What that shows to be impossible is impossible. A story that it finds is walked through
/// a model of which all is known; if it cannot happen there, the first model learns why not and looks again. So a rule is decided on few states,
/// whatever may be open besides.
public struct RuleChecker {
    public let catalogue: Catalogue
    private let policies: Policies
    private let limit: Int
    private let model: CaseModel
    private let whole: CaseModel

    /// - Parameters:
    ///   - policies: for what rules say about whom reminders reach.
    ///   - limit: how many states one claim may cost before it is left undecided.
    public init(_ catalogue: Catalogue, policies: Policies = Policies(), atMost limit: Int = 300_000) {
        self.catalogue = catalogue
        self.policies = policies
        self.limit = limit
        model = CaseModel(catalogue)
        whole = CaseModel(catalogue)
    }

    /// In the order of the catalogue.
    public func verdicts() -> [RuleVerdict] { catalogue.rules.map(verdict) }

    public func verdict(_ rule: ProtocolRule) -> RuleVerdict {
        if whole.kinds.count > CaseModel.mostKinds {
            return RuleVerdict(rule: rule, result: .undecided("a case can have more than \(CaseModel.mostKinds) kinds"), states: 0)
        }
        switch rule.claim {
        case .opens, .within, .never, .neverOpen, .keptFrom: return caseVerdict(rule)
        case .ends: return endVerdict(rule)
        case .neverReaches(let roles, let kinds): return verdict(rule, catalogue.contradictions(neverReaching: roles, kinds, policies))
        case .urgency(let least, let kinds): return verdict(rule, catalogue.contradictions(urgency: least, kinds))
        case .anotherFrom(let times, let except): return verdict(rule, catalogue.contradictions(anotherFrom: times, except: Set(except)))
        }
    }

    private func verdict(_ rule: ProtocolRule, _ contradictions: [String]) -> RuleVerdict {
        RuleVerdict(rule: rule, result: contradictions.isEmpty ? .holds : .contradicted(contradictions), states: 0)
    }

    // MARK: What happens in a case

    enum Decision {
        case holds
        case broken([CaseStoryLine])
        case undecided(String)
    }

    private func caseVerdict(_ rule: ProtocolRule) -> RuleVerdict {
        var (states, undecided): (Int, [String]) = (0, [])
        var best: (story: [CaseStoryLine], wrong: String)?
        for claim in SimpleClaim.all(of: rule, in: model) {
            // Of several stories the shortest is told.
            let longest = best.map { $0.story.count - 1 } ?? .max
            if longest == 0 { break }
            switch decide(claim, longest: longest, states: &states) {
            case .holds: break
            case .broken(let story):
                if best.map({ story.count < $0.story.count }) ?? true { best = (story, wrong(claim)) }
            case .undecided(let why): undecided.append(why)
            }
        }
        if let best { return RuleVerdict(rule: rule, result: .broken(best.story, best.wrong), states: states) }
        return RuleVerdict(rule: rule, result: undecided.first.map { .undecided($0) } ?? .holds, states: states)
    }

    /// What is wrong at the end of a story.
    private func wrong(_ claim: SimpleClaim) -> String {
        func names(_ bits: UInt128) -> String { whole.ids(bits).sorted().map(\.rawValue).joined(separator: ", ") }
        switch claim.watched {
        case .never(let events, _, _, _):
            if events.caseClosed { return "the case is closed" }
            if events.opened != 0 { return "\(names(events.opened)) is opened" }
            return "it is answered so"
        case .neverOpen(let kinds): return "\(names(kinds)) is open"
        case .owns(let roles, let place):
            if case .role(let owner) = whole.kinds[place].owner, roles.contains(owner) { return "\(whole.kinds[place].id) is of \(owner)" }
            return "\(whole.kinds[place].id) is of \(list(roles))"
        case .hears(let roles): return "\(list(roles)) may hear of the case"
        case .missing(let place, _): return "\(whole.kinds[place].id) is not open"
        case .silent(let days, _): return "nothing that counts is asked within \(days) days"
        }
    }

    private func list(_ roles: Set<RoleID>) -> String { roles.sorted().map(\.rawValue).joined(separator: ", ") }

    /// - Parameter longest: only stories of at most so many moves matter.
    func decide(_ claim: SimpleClaim, longest: Int = .max, states: inout Int) -> Decision {
        model.known = claim.needed
        model.counted = 0
        model.knowsPeople = claim.needsPeople
        let before = states
        while true {
            switch ClaimSearch(model, claim).run(atMost: limit - (states - before), longest: longest, seen: &states) {
            case .holds: return .holds
            case .stopped(let waiting):
                return .undecided(
                    "stopped after \(states - before) states; \(waiting) that can come about were not looked at, nor what follows from them")
            case .broken(let moves):
                let replay = Replay(moves, in: whole, claim)
                if let story = replay.story { return .broken(story) }
                guard model.learn(from: moves, replay) else { return .undecided("a story was found that does not happen, and nothing explains why") }
            }
        }
    }

    // MARK: The end

    private func endVerdict(_ rule: ProtocolRule) -> RuleVerdict {
        let reach = EndReach(whole)
        var states = reach.contexts
        var unproven: [KindID] = []
        for place in reach.unreached {
            let claim = SimpleClaim(
                after: [], until: [], .neverOpen(.bit(place)), needs: .bit(place), in: model)
            let id = whole.kinds[place].id
            switch decide(claim, states: &states) {
            case .holds: break
            case .broken(let story) where reach.hopeless.contains(place):
                return RuleVerdict(rule: rule, result: .broken(story, "from \(id) on no answer comes to the end of the case"), states: states)
            case .broken: unproven.append(id)
            case .undecided(let why): return RuleVerdict(rule: rule, result: .undecided(why), states: states)
            }
        }
        if unproven.isEmpty { return RuleVerdict(rule: rule, result: .holds, states: states) }
        return RuleVerdict(
            rule: rule,
            result: .undecided("no way to the end was found that works whatever else is open: \(unproven.map(\.rawValue).joined(separator: ", "))"),
            states: states)
    }
}

/// Moves that a model found possible, walked through a case of which all is known.
struct Replay {
    /// Up to where the claim is broken; nil when the moves do not get there.
    let story: [CaseStoryLine]?
    /// How many of the moves could be made.
    let made: Int
    /// The cases before the first move that could not be made, or at the end.
    let cases: [ModelledCase]

    init(_ moves: [CaseWalk.Move], in model: CaseModel, _ claim: SimpleClaim) {
        var front: [(state: ModelledCase, lines: [CaseStoryLine])] = [(ModelledCase(), [])]
        for (number, move) in moves.enumerated() {
            var next: [(state: ModelledCase, lines: [CaseStoryLine])] = []
            for (state, lines) in front where number == 0 || model.isPossible(move, in: state) {
                var guesses = Guesses()
                repeat {
                    var walk = CaseWalk(model, claim, from: state, guesses: guesses, telling: true)
                    let isDone = walk.perform(move)
                    guesses = walk.guesses
                    guard isDone else { continue }
                    let told = lines + [CaseStoryLine(deed: model.deed(move), happenings: walk.happenings ?? [])]
                    if walk.isBroken {
                        (story, made, cases) = (told, number + 1, [])
                        return
                    }
                    if !next.contains(where: { $0.state == walk.state }) { next.append((walk.state, told)) }
                } while guesses.another()
            }
            if next.isEmpty {
                (story, made, cases) = (nil, number, front.map(\.state))
                return
            }
            front = next
        }
        (story, made, cases) = (nil, moves.count, front.map(\.state))
    }
}

extension CaseModel {
    /// Whether what a move is about is there, in a case of which all is known.
    func isPossible(_ move: CaseWalk.Move, in state: ModelledCase) -> Bool {
        if state.isClosed { return false }
        switch move {
        case .begin, .beginApart: return false
        case .open(let place): return state.open & .bit(place) == 0
        case .answer(let number):
            let place = answers[number].place
            return place == alarm ? counting & state.open == 0 : state.open & .bit(place) != 0
        case .close: return true
        }
    }

    func deed(_ move: CaseWalk.Move) -> CaseDeed {
        switch move {
        case .begin(let place): .begins(kinds[place].id)
        case .beginApart(let number): .beginsApart(kinds[answers[number].place].id, answers[number].outcomes.map(\.id))
        case .open(let place): .opens(kinds[place].id)
        case .answer(let number): .answers(kinds[answers[number].place].id, answers[number].outcomes.map(\.id))
        case .close: .closes
        }
    }

    /// Learns to know what makes a story impossible. False when nothing more can be known.
    func learn(from moves: [CaseWalk.Move], _ replay: Replay) -> Bool {
        let failed = replay.made < moves.count ? moves[replay.made] : moves.last
        let there = replay.cases.reduce(0) { $0 | $1.open } & counting & ~known
        // First whether what was answered was open, and what else was.
        if let place = failed.flatMap(self.place), learn(open: .bit(place) | there) { return true }
        if learn(open: there) { return true }
        // Then how often something had been answered, what comes before it, and what follows.
        for move in [failed].compactMap({ $0 }) + moves {
            guard case .answer(let number) = move else { continue }
            let answer = answers[number]
            let bit = UInt128.bit(answer.place)
            if known & bit != 0, counted & bit == 0, counts[answer.place].areNeeded {
                counted |= bit
                return true
            }
            if learn(open: bit) || learn(open: answer.after) { return true }
            for place in answer.after.places where counted & .bit(place) == 0 && counts[place].areNeeded {
                counted |= .bit(place)
                return true
            }
            let following = bits(answer.outcomes.flatMap(\.allConsequences).flatMap(\.possibleKinds))
            if learn(open: following & (beginning.enumerated().reduce(0) { $1.element != 0 ? $0 | .bit($1.offset) : $0 })) { return true }
        }
        for move in moves { if let place = place(move), learn(open: .bit(place)) { return true } }
        if !knowsPeople {
            knowsPeople = true
            return true
        }
        if known == everything, counted == everything { return false }
        (known, counted) = (everything, everything)
        return true
    }

    private func learn(open bits: UInt128) -> Bool {
        if bits & ~known == 0 { return false }
        known |= bits
        return true
    }

    private func place(_ move: CaseWalk.Move) -> Int? {
        switch move {
        case .begin(let place), .open(let place): place
        case .answer(let number), .beginApart(let number): answers[number].place
        case .close: nil
        }
    }
}
