/// A step of the protocol, such as "1 Signalen in kaart". A kind belongs to the step with whose id its `source` begins.
public struct ProtocolStep: Hashable, Sendable {
    public let id: ProtocolStepID
    public let title: LocalizedText

    public init(id: ProtocolStepID, title: LocalizedText) {
        self.id = id
        self.title = title
    }
}

/// How far a case is with a step.
public struct StepProgress: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        /// Something of it was closed, and nothing is open.
        case done
        /// Something of it is open.
        case now
        /// Nothing of it was done yet, or it was left out.
        case notYet
    }

    public let step: ProtocolStep
    public let state: State

    public init(step: ProtocolStep, state: State) {
        self.step = step
        self.state = state
    }
}

extension Catalogue {
    /// The step with the longest id with which the `source` of the kind begins; nil when there is none.
    public func step(of kind: Kind) -> ProtocolStep? {
        let found = steps.filter { step in
            let id = step.id.rawValue
            // "15" is not of step 1.
            return kind.source.hasPrefix(id) && kind.source.dropFirst(id.count).first?.isNumber != true
        }
        return found.max { $0.id.rawValue.count < $1.id.rawValue.count }
    }

    /// How far a case is with each step, in the order of the catalogue. The question whether a case can close, and what
    /// does not count for it, are no step of it.
    public func progress(of followUps: [FollowUp]) -> [StepProgress] {
        let counted = followUps.filter { keepsCaseGoing($0.kind) }
        func steps(_ status: FollowUp.Status) -> Set<ProtocolStepID> {
            Set(counted.filter { $0.status == status }.compactMap { kind($0.kind) }.compactMap { step(of: $0)?.id })
        }
        let (open, closed) = (steps(.open), steps(.closed))
        return self.steps.map { step in
            StepProgress(step: step, state: open.contains(step.id) ? .now : closed.contains(step.id) ? .done : .notYet)
        }
    }

    /// The kinds with which an emergency begins, in the order of the catalogue.
    public var emergencies: [Kind] { kinds.filter(\.isEmergency) }
}
