import FollowUps
import Hummingbird
import WebPages

/// How schools stand, for whoever looks after them.
struct SchoolRoutes {
    let site: WebEnvironment
    let store: any VisibilityStore
    let doorkeeper: Doorkeeper
    let states: SchoolStates

    func add(to router: some RouterMethods<WebContext>) {
        router.get("schools") { request, _ in try doorkeeper.show(request) { .figures(try figures($0)) } }
        router.get("schools.csv") { request, _ in
            try doorkeeper.admit(request) { Download(name: "schools", guest: $0).response(.figures(try figures($0))) }
        }
        router.get("schools/:school") { request, context in
            try doorkeeper.show(request) { .school(try page(of: try school(context, $0), $0)) }
        }
        router.get("schools/:school/follow-ups.csv") { request, context in
            try doorkeeper.admit(request) { try download("follow-ups", of: try school(context, $0), trainings: false, $0) }
        }
        router.get("schools/:school/trainings.csv") { request, context in
            try doorkeeper.admit(request) { try download("trainings", of: try school(context, $0), trainings: true, $0) }
        }
    }

    private func figures(_ guest: Doorkeeper.Guest) throws -> [SchoolStats] {
        try guest.open(.figures)
        return try guest.visibility.schools(seeing: [.school, .figures]).map { try state(of: $0.id, guest).figures }
    }

    private func state(of school: SchoolID, _ guest: Doorkeeper.Guest) throws -> SchoolState {
        try states.state(of: school, without: guest.visibility.uncounted(at: school), at: guest.now, guest.setup)
    }

    /// Throws what says that there is no such page, whether there is no such school or it is not theirs to see.
    private func school(_ context: WebContext, _ guest: Doorkeeper.Guest) throws -> SchoolID {
        guard let school = context.parameters.get("school")?.removingPercentEncoding.map({ SchoolID($0) }) else { throw Refusal.notFound }
        try guest.open(.school(school))
        return school
    }

    private func page(of school: SchoolID, _ guest: Doorkeeper.Guest) throws -> SchoolPage {
        let state = try state(of: school, guest)
        func rows(trainings: Bool = false, after place: ListCursor? = nil, overdue: Bool = false) throws -> ListPage<RedactedFollowUp> {
            let found = try store.followUps(
                at: school, in: guest.visibility, trainings: trainings, after: place, overdueAt: overdue ? guest.now : nil, limit: SchoolPage.most + 1
            )
            let shown = Array(found.prefix(SchoolPage.most))
            let next = found.count > shown.count ? shown.last.map { ListCursor(after: $0, guest.setup.rules.directory.clock).text } : nil
            return ListPage(rows: shown.map(RedactedFollowUp.init), next: next)
        }
        return SchoolPage(
            figures: state.figures, overdue: try rows(overdue: true), coming: try rows(after: ListCursor(behindOverdueAt: guest.now)),
            trainings: try rows(trainings: true), picture: WeeklyBarChart(state.weeks))
    }

    private func download(_ name: String, of school: SchoolID, trainings: Bool, _ guest: Doorkeeper.Guest) throws -> Response {
        let (visibility, clock, store) = (guest.visibility, guest.setup.rules.directory.clock, store)
        return Download(name: name, guest: guest).response(
            reading: { last in
                try store.followUps(
                    at: school, in: visibility, trainings: trainings, after: last.map { ListCursor(after: $0, clock) }, overdueAt: nil,
                    limit: Download.part)
            }, as: { (rows: [FollowUp]) in .school(rows.map(RedactedFollowUp.init)) })
    }
}
