import FollowUps

struct StandInWarning {
    private let routing: Routing
    /// In days of an absence.
    private static let horizon = 366

    init(directory: Directory, absences: [Absence]) { routing = Routing(directory: directory, absences: absences) }

    /// About the first day of an absence, from `today` on, on which nobody is reached; nil when there always is somebody.
    func about(_ absence: Absence, from today: Day) -> String? {
        var day = max(absence.days.lowerBound, today)
        for _ in 0..<Self.horizon where day <= absence.days.upperBound {
            if let problem = about(absence.person, on: day) { return problem }
            day = day.adding(days: 1)
        }
        return nil
    }

    func about(_ person: PersonID, on day: Day) -> String? {
        let chain = routing.chain(from: person, on: day)
        if chain.reached != nil { return nil }
        let tried = chain.passedOver.map(\.rawValue).joined(separator: " → ")
        let why = chain.isRing ? "the deputies go round in a ring (\(tried))" : "no deputy is there (\(tried))"
        return "on \(day) nobody stands in for \(person): \(why); reminders then go to the people of the next step"
    }
}
