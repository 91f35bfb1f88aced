/// A case on paper: what would follow from answers, with nothing stored.
public struct CaseTrial {
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case notInCases(KindID)
        case notOpen(KindID, open: [KindID])
        case noSuchOutcome(OutcomeID, of: KindID, known: [OutcomeID])
        case openAlready(KindID)
        case protected(KindID, Protection)
        /// Something that counts is open beside what would close the case.
        case notDone([KindID])
        case isClosed
        /// It begins a case of its own, of which this trial knows nothing.
        case ownCase(KindID)

        public var description: String {
            switch self {
            case .notInCases(let kind): "\"\(kind)\" is not about a case; try one that is"
            case .notOpen(let kind, let open):
                "\"\(kind)\" is not open; open are \(open.isEmpty ? "none" : open.map(\.rawValue).joined(separator: ", "))"
            case .noSuchOutcome(let outcome, let kind, let known):
                "\"\(kind)\" has no outcome \"\(outcome)\"; choose one of: \(known.map(\.rawValue).joined(separator: ", "))"
            case .openAlready(let kind): "\"\(kind)\" is open already; answer it"
            case .protected(let kind, let protection):
                "\"\(kind)\" may not be opened: \(protection.title.nl); it may after \(protection.endings)"
            case .notDone(let kinds): "the case does not close while \(kinds.map(\.rawValue).joined(separator: ", ")) is open"
            case .isClosed: "the case is closed; nothing more can be done in it"
            case .ownCase(let kind): "\"\(kind)\" begins a case of its own beside other work; try it alone"
            }
        }
    }

    private let model: CaseModel
    private var state = ModelledCase()
    private var hasBegun = false

    public init(_ catalogue: Catalogue) { model = CaseModel(catalogue) }

    public var isClosed: Bool { state.isClosed }

    /// In the order of the catalogue.
    public var open: [Kind] {
        let alarm = hasBegun && !state.isClosed && model.counting & state.open == 0 ? model.alarm : nil
        return (state.open.places + [alarm].compactMap { $0 }).sorted().map { model.kinds[$0] }
    }

    /// Who owns one of these in the case: the role that has taken over, where one has.
    public func owner(of kind: Kind) -> RoleID? {
        guard case .role(let role) = kind.owner else { return nil }
        let opened = state.people.places.map { model.kinds[$0] }.sorted { $0.id < $1.id }
        return CasePeople(takenOver: model.catalogue.takenOver(by: opened)).role(inPlaceOf: role)
    }

    /// The protections that hold.
    public var protections: [Protection] { model.protections(state.protections) }

    /// Changes nothing when it is refused. A first deed begins the case.
    public mutating func perform(_ deed: CaseDeed) throws(Refusal) -> CaseStoryLine {
        let move = try move(deed)
        var walk = CaseWalk(model, nil, from: state, guesses: Guesses(), telling: true)
        guard walk.perform(move) else { throw refusal(of: move) }
        state = walk.state
        hasBegun = true
        return CaseStoryLine(deed: deed, happenings: walk.happenings ?? [])
    }

    private func move(_ deed: CaseDeed) throws(Refusal) -> CaseWalk.Move {
        if state.isClosed { throw .isClosed }
        func place(_ kind: KindID) throws(Refusal) -> Int {
            guard let place = model.places[kind] else { throw .notInCases(kind) }
            return place
        }
        switch deed {
        case .begins(let kind): return .begin(try place(kind))
        case .opens(let kind):
            let place = try place(kind)
            if state.open & .bit(place) != 0 { throw .openAlready(kind) }
            return .open(place)
        case .answers(let kind, let outcomes), .beginsApart(let kind, let outcomes):
            let place = try place(kind)
            guard open.contains(where: { $0.id == kind }) else { throw .notOpen(kind, open: open.map(\.id)) }
            if let unknown = outcomes.first(where: { model.kinds[place].outcome($0) == nil }) {
                throw .noSuchOutcome(unknown, of: kind, known: model.kinds[place].outcomes.map(\.id))
            }
            guard let number = model.answersOfPlace[place].first(where: { model.answers[$0].outcomes.map(\.id) == outcomes }) else {
                throw .noSuchOutcome(outcomes.first ?? "", of: kind, known: model.kinds[place].outcomes.map(\.id))
            }
            return .answer(number)
        case .closes: return .close
        }
    }

    private func refusal(of move: CaseWalk.Move) -> Refusal {
        switch move {
        case .open(let place):
            let id = model.kinds[place].id
            return protections.first { $0.forbids(id) }.map { .protected(id, $0) } ?? .ownCase(id)
        case .answer(let number):
            return .notDone(model.ids(model.counting & state.open & ~.bit(model.answers[number].place)).sorted())
        case .begin, .beginApart, .close: return .notDone(model.ids(model.counting & state.open).sorted())
        }
    }
}
