/// What becomes of what is open in a case that comes from another catalogue: `[[move]]`. A kind that both have goes on as itself.
public struct CatalogueMove: Hashable, Sendable {
    public let from: CatalogueID
    /// What goes on as another kind.
    public let becomes: [KindID: KindID]
    /// What is asked no more.
    public let ends: [KindID]

    public init(from: CatalogueID, becomes: [KindID: KindID] = [:], ends: [KindID] = []) {
        self.from = from
        self.becomes = becomes
        self.ends = ends
    }
}

extension Catalogue {
    /// What a kind is called here, in a case that may have come from another catalogue.
    func present(_ id: KindID) -> KindID { becomes[id] ?? id }

    /// The ids under which something of a kind may stand in a case.
    public func names(of id: KindID) -> [KindID] { [id] + becomes.filter { $0.value == id }.keys.sorted() }

    var moveProblems: [Problem] {
        var found: [Problem] = []
        var seen: [KindID: CatalogueID] = [:]
        for move in moves {
            let key = "move \(move.from)"
            if move.from == head.id { found.append(Problem(key: key, message: "is this catalogue itself; name the one that cases come from")) }
            if moves.count(where: { $0.from == move.from }) > 1 { found.append(Problem(key: key, message: "stands there more than once; leave one")) }
            for (former, next) in move.becomes.sorted(by: { $0.key < $1.key }) {
                if kind(next) == nil { found.append(noKind(next, at: "\(key), becomes \(former)")) }
                if kind(former) != nil {
                    found.append(
                        Problem(key: "\(key), becomes \(former)", message: "is a kind of this catalogue too, and goes on as itself; take it out"))
                }
                if let other = seen.updateValue(move.from, forKey: former), other != move.from, becomes[former] != next {
                    found.append(
                        Problem(key: "\(key), becomes \(former)", message: "becomes something else in the move from \(other); give both the same"))
                }
            }
            for former in move.ends where move.becomes[former] != nil || kind(former) != nil {
                found.append(Problem(key: "\(key), ends", message: "\"\(former)\" goes on here; take it out"))
            }
        }
        return found
    }
}
