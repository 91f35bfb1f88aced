/// A day on which a person is away and nobody is reached in their place. Reminders then go to the people of the next step.
public struct StandInGap: Hashable, Sendable {
    public let person: PersonID
    public let day: Day
    /// Who was passed over, in order, the person first.
    public let tried: [PersonID]
    /// Whether the last deputy had been tried already.
    public let isRing: Bool
}

extension Routing {
    /// In days of an absence: later ones are not looked at.
    private static let horizon = 366

    /// On the first day of an absence, from `today` on, on which nobody is reached; nil when there always is somebody.
    public func gap(in absence: Absence, from today: Day) -> StandInGap? {
        var day = max(absence.days.lowerBound, today)
        for _ in 0..<Self.horizon where day <= absence.days.upperBound {
            if let gap = gap(for: absence.person, on: day) { return gap }
            day = day.adding(days: 1)
        }
        return nil
    }

    /// Nil when somebody is reached.
    public func gap(for person: PersonID, on day: Day) -> StandInGap? {
        let chain = chain(from: person, on: day)
        return chain.reached == nil ? StandInGap(person: person, day: day, tried: chain.passedOver, isRing: chain.isRing) : nil
    }
}
