/// When the repeating follow-ups of a school are first due in a school year, as the catalogue spreads them. A day that
/// is past or less than a week ahead moves: each such follow-up gets a week of its own from next week on, so that
/// nobody has all of them at once. An owner who has more of them than there are weeks before July gets several in one.
public struct SchoolYearPlan: Sendable {
    public struct Entry: Hashable, Sendable {
        public let kind: Kind
        public let due: Due
    }

    public let entries: [Entry]

    /// Plans the kinds with a `schoolYearDay`.
    public init(_ year: SchoolYear, kinds: [Kind], today: Day, calendar: SchoolCalendar) {
        let earliest = today.adding(days: 7)
        var entries: [Entry] = []
        var late: [(kind: Kind, day: Day)] = []
        for kind in kinds {
            guard let day = kind.schoolYearDay.map(year.day) else { continue }
            if day < earliest {
                late.append((kind, day))
            } else {
                entries.append(Entry(kind: kind, due: Due.on(day, urgency: kind.urgency, in: calendar)))
            }
        }
        var taken: [Kind.OwnerRule: [Int: Int]] = [:]
        for entry in entries { taken[entry.kind.owner, default: [:]][entry.due.week(calendar.clock), default: 0] += 1 }
        // Sorting by day alone keeps the catalogue's order where two coincide.
        for (kind, _) in late.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }).map(\.element) {
            let choices = SchoolYearPlan.weekly(from: earliest, in: year).map { Due.on($0, urgency: kind.urgency, in: calendar) }
            let load = taken[kind.owner] ?? [:]
            let due =
                choices.min { load[$0.week(calendar.clock), default: 0] < load[$1.week(calendar.clock), default: 0] }
                ?? Due.on(earliest, urgency: kind.urgency, in: calendar)
            taken[kind.owner, default: [:]][due.week(calendar.clock), default: 0] += 1
            entries.append(Entry(kind: kind, due: due))
        }
        self.entries = entries.enumerated().sorted {
            ($0.element.due.day(calendar.clock), $0.offset) < ($1.element.due.day(calendar.clock), $1.offset)
        }.map(\.element)
    }

    /// What is to be opened at a school; a kind that belongs to an employee is left out.
    public func openings(at school: SchoolID) -> [NewFollowUp] {
        entries.compactMap { entry in
            entry.kind.owner(employee: nil).map { NewFollowUp(entry.kind, at: school, owner: $0, due: entry.due) }
        }
    }

    private static func weekly(from first: Day, in year: SchoolYear) -> [Day] {
        stride(from: first.number, through: year.lastForWork.number, by: 7).map { Day(number: $0) }
    }
}

extension Due {
    /// Weeks begin on Monday.
    fileprivate func week(_ clock: WallClock) -> Int { (day(clock).number + 3).quotientAndRemainder(dividingBy: 7).quotient }
}
