import FollowUps
import Foundation

/// How long open cases were quiet.
struct Silence {
    /// A time in which a case was open and had nothing open that keeps it going.
    struct Gap {
        let code: CaseCode
        let from: Date
        let until: Date
    }

    private struct Course {
        var lastMove: Date
        var open: Set<Int64> = []
        var emptySince: Date?
    }

    private var courses: [CaseCode: Course] = [:]
    private(set) var gaps: [Gap] = []
    /// The longest time in which an open case had neither a message nor a change, in seconds.
    private(set) var longestQuiet: TimeInterval = 0
    private(set) var openedCount = 0
    private(set) var closedCount = 0

    mutating func opens(_ code: CaseCode, at moment: Date) {
        courses[code] = Course(lastMove: moment, emptySince: moment)
        openedCount += 1
    }

    mutating func closes(_ code: CaseCode, at moment: Date) {
        isMoving(code, at: moment)
        courses[code] = nil
        closedCount += 1
    }

    mutating func isMoving(_ code: CaseCode, at moment: Date) {
        guard let course = courses[code] else { return }
        longestQuiet = max(longestQuiet, moment.timeIntervalSince(course.lastMove))
        courses[code]?.lastMove = moment
    }

    mutating func has(_ followUp: Int64, open: Bool, in code: CaseCode, at moment: Date) {
        guard var course = courses[code] else { return }
        if open { course.open.insert(followUp) } else { course.open.remove(followUp) }
        if course.open.isEmpty {
            course.emptySince = course.emptySince ?? moment
        } else if let since = course.emptySince {
            if moment > since { gaps.append(Gap(code: code, from: since, until: moment)) }
            course.emptySince = nil
        }
        courses[code] = course
    }

    /// The cases that have nothing open, and since when.
    var empty: [CaseCode: Date] { courses.compactMapValues(\.emptySince) }
}
