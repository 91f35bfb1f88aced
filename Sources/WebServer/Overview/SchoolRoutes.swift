import FollowUps
import Hummingbird
import WebPages

/// How schools stand, for whoever looks after them.
struct SchoolRoutes {
    let site: Site
    let store: any SightStore
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

    private func figures(_ guest: Doorkeeper.Guest) throws -> [SchoolFigures] {
        try guest.open(.figures)
        return try guest.sight.schools(seeing: [.school, .figures]).map { try state(of: $0.id, guest).figures }
    }

    private func state(of school: SchoolID, _ guest: Doorkeeper.Guest) throws -> SchoolState {
        try states.state(of: school, without: guest.sight.uncounted(at: school), at: guest.now, guest.setup)
    }

    /// Throws what says that there is no such page, whether there is no such school or it is not theirs to see.
    private func school(_ context: WebContext, _ guest: Doorkeeper.Guest) throws -> SchoolID {
        guard let school = context.parameters.get("school")?.removingPercentEncoding.map({ SchoolID($0) }) else { throw Refusal.notFound }
        try guest.open(.school(school))
        return school
    }

    private func page(of school: SchoolID, _ guest: Doorkeeper.Guest) throws -> SchoolPage {
        let state = try state(of: school, guest)
        func rows(trainings: Bool = false, after place: ListPlace? = nil, overdue: Bool = false) throws -> ListPage<SchoolRow> {
            let found = try store.followUps(
                at: school, in: guest.sight, trainings: trainings, after: place, overdueAt: overdue ? guest.now : nil, limit: SchoolPage.most + 1)
            let shown = Array(found.prefix(SchoolPage.most))
            let next = found.count > shown.count ? shown.last.map { ListPlace(after: $0, guest.setup.rules.directory.clock).text } : nil
            return ListPage(rows: shown.map(SchoolRow.init), next: next)
        }
        return SchoolPage(
            figures: state.figures, overdue: try rows(overdue: true), coming: try rows(after: ListPlace(behindOverdueAt: guest.now)),
            trainings: try rows(trainings: true), picture: WeekPicture(state.weeks))
    }

    private func download(_ name: String, of school: SchoolID, trainings: Bool, _ guest: Doorkeeper.Guest) throws -> Response {
        let (sight, clock, store) = (guest.sight, guest.setup.rules.directory.clock, store)
        return Download(name: name, guest: guest).response(
            reading: { last in
                try store.followUps(
                    at: school, in: sight, trainings: trainings, after: last.map { ListPlace(after: $0, clock) }, overdueAt: nil,
                    limit: Download.part)
            }, as: { (rows: [FollowUp]) in .school(rows.map(SchoolRow.init)) })
    }
}
