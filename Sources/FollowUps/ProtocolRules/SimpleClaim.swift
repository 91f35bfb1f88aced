/// The part of a rule that is looked at by itself: of one kind, where the rule names several. All hold when the rule holds.
final class SimpleClaim {
    /// Events by the places and numbers of a model.
    struct Events {
        var opened: UInt128 = 0
        var completed: UInt128 = 0
        /// Numbers of outcomes.
        var answered: Set<Int> = []
        var caseOpened = false
        var caseClosed = false

        init() {}

        init(_ events: some Sequence<CaseEvent>, in model: CaseModel) {
            for event in events {
                switch event {
                case .opened(let kind): opened |= model.bits([kind])
                case .completed(let kind): completed |= model.bits([kind])
                case .answered(let kind, let outcome): answered.formUnion(model.numbers(kind, outcome))
                case .caseOpened: caseOpened = true
                case .caseClosed: caseClosed = true
                }
            }
        }
    }

    enum Watched {
        case never(Events, unlessAnswered: Set<Int>, reason: Bool, byHand: Bool)
        case neverOpen(UInt128)
        /// Owner of one of these, by place.
        case owns(Set<RoleID>, Int)
        case hears(Set<RoleID>)
        /// Not open after one of these answers.
        case missing(Int, after: Set<Int>)
        /// Nothing that counts is due within some days after one of these answers.
        case silent(Int, after: Set<Int>)
    }

    let begins: Events
    let ends: Events
    let beginsWithCase: Bool
    let watched: Watched
    /// The kinds of which a model has to know whether they are open.
    let needed: UInt128

    /// Whether the scope never begins again once it has ended.
    var scopeIsOnce: Bool { beginsWithCase }
    var needsPeople: Bool {
        switch watched {
        case .owns, .hears: true
        case .never, .neverOpen, .missing, .silent: false
        }
    }
    /// The answers that the claim asks for by name.
    let named: Set<Int>

    init(after: [CaseEvent], until: [CaseEvent], _ watched: Watched, needs: UInt128, in model: CaseModel) {
        begins = Events(after, in: model)
        ends = Events(until, in: model)
        beginsWithCase = after.isEmpty
        self.watched = watched
        var named = begins.answered.union(ends.answered)
        switch watched {
        case .never(let events, let answers, _, _): named.formUnion(events.answered.union(answers))
        case .missing(_, let answers), .silent(_, let answers): named.formUnion(answers)
        case .neverOpen, .owns, .hears: break
        }
        self.named = named
        needed = needs | model.bits((after + until).compactMap(\.kind))
    }

    /// What a rule claims about a case, claim by claim; empty for what it says of the catalogue alone, and of the end.
    static func all(of rule: ProtocolRule, in model: CaseModel) -> [SimpleClaim] {
        func claim(_ watched: Watched, _ needs: UInt128) -> SimpleClaim {
            SimpleClaim(after: rule.after, until: rule.until, watched, needs: needs, in: model)
        }
        let answered = Events(rule.after, in: model).answered
        switch rule.claim {
        case .opens(let kinds):
            // These look at an answer, not at what comes after it.
            return kinds.compactMap { model.places[$0] }.map {
                SimpleClaim(after: [], until: [], .missing($0, after: answered), needs: .bit($0), in: model)
            }
        case .within(let term):
            return [SimpleClaim(after: [], until: [], .silent(term.mostDays, after: answered), needs: 0, in: model)]
        case .never(let events, let unless):
            var numbers: Set<Int> = []
            for case .answered(let kind, let outcome) in unless { numbers.formUnion(model.numbers(kind, outcome)) }
            let (reason, byHand) = (unless.contains(.reason), unless.contains(.byHand))
            return events.map { event in
                return claim(
                    .never(Events([event], in: model), unlessAnswered: numbers, reason: reason, byHand: byHand),
                    model.bits([event.kind].compactMap { $0 }) | (event == .caseClosed ? model.closers : 0))
            }
        case .neverOpen(let kinds):
            return kinds.compactMap { model.places[$0] }.map { claim(.neverOpen(.bit($0)), .bit($0)) }
        case .keptFrom(let roles):
            return [claim(.hears(Set(roles)), 0)] + model.kinds.indices.map { claim(.owns(Set(roles), $0), .bit($0)) }
        case .ends, .neverReaches, .urgency, .anotherFrom: return []
        }
    }
}

extension CaseModel {
    /// The numbers of an outcome of a kind, or of all its outcomes.
    func numbers(_ kind: KindID, _ outcome: OutcomeID?) -> Set<Int> {
        guard let place = places[kind] else { return [] }
        return Set(
            answersOfPlace[place].map { answers[$0] }.flatMap { answer in
                zip(answer.outcomes, answer.numbers).filter { outcome == nil || $0.0.id == outcome }.map(\.1)
            })
    }
}

extension Term {
    /// How many days it takes at most, without holidays.
    var mostDays: Int {
        switch unit {
        case .hours: (count + 23) / 24
        case .days: count
        case .schoolDays: count + 2 * ((count + 4) / 5)
        case .weeks: 7 * count
        case .months: 31 * count
        }
    }
}
