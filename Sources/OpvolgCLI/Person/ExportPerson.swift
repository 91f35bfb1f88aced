import ArgumentParser
import Configuration
import FollowUps
import Store

struct ExportPerson: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Show all that is held about an employee, for a request under article 15 of the GDPR (AVG).",
        discussion: """
            Cases are shown as codes only, and nothing of others is: no note but of what is about this person, no reason that they gave. What is of a \
            case from which they are excluded is left out, unless --excluded-cases says otherwise; whether they may know of that is for the board to judge.
            That a case was read is told of what they read themselves, and of the cases in which they hold a role, without by whom.
            It is for whoever administers the service, for whoever reads all of the history, and of oneself for everybody.
            """)

    @Option(help: ArgumentHelp("Whom it is about; also somebody who has left the configuration.", valueName: "id")) var person: String
    @Option(help: ArgumentHelp("A login name of theirs: what was done under it is shown too. May be given more than once.", valueName: "name"))
    var login: [String] = []
    @Flag(help: "Also what is of cases from which they are excluded.") var excludedCases = false
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(options.configuration)
        _ = try settings.presentStore()
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let id = PersonID(person)
        try check(id, in: instance)
        let known = settings.directory.person(id)
        let record = try await instance.store.record(
            of: id, rules: instance.rules, logins: Set(login), at: context.now, excludedCases: excludedCases)
        // Lists the people that there are when nothing at all is known of this one.
        if known == nil, record.isEmpty { _ = try instance.names.person(person) }
        // Said in any case: only saying it when there is something would reveal it (promise 6).
        if !excludedCases {
            context.warn(["what is of cases that are kept from \(id) is not among it, if there are any (--excluded-cases shows it)"])
        }
        try context.write(
            PersonExport(
                person: id, known: known, actors: Set([person] + login), record: record, instance: instance, presenter: await instance.presenter()
            )
            .sheet, as: options.format.format)
    }

    private func check(_ person: PersonID, in instance: Instance) throws(CommandError) {
        guard let visibility = instance.visibility, !instance.identity.isAdministrator else { return }
        guard visibility.mayExport(person) else { throw .notTheirExport(person) }
        if excludedCases, person == visibility.viewer.id { throw .notTheirExclusions }
    }
}

struct PersonExport {
    let person: PersonID
    /// Nil when they have left the configuration.
    let known: Person?
    let actors: Set<String>
    let record: PersonRecord
    let instance: Instance
    let presenter: FollowUpPresenter

    var sheet: DetailReport {
        DetailReport(
            members: [
                ("person", .text(person)), ("exported_at", .text(instance.clock.iso8601(instance.now))),
                ("configuration", known.map { .object(entry($0)) } ?? .none),
                ("follow_ups", .list(record.followUps.map { .object(followUp($0)) })),
                ("absences", .list(record.absences.map(absence))),
                ("messages", .list(record.messages.map(message))),
                ("history", .list(record.history.map { .object(historyEntry($0)) })), ("reads", .list(record.readings.map(reading))),
                ("excluded_from", .texts(record.excludedFrom)),
                (
                    "sessions",
                    .list(
                        record.sessions.map {
                            .object([("since", .text(instance.clock.iso8601($0.since))), ("until", .text(instance.clock.iso8601($0.until)))])
                        })
                ), ("calendar_made_at", .text(record.calendarMadeAt.map(instance.clock.iso8601))),
            ],
            lines: lines)
    }

    private func entry(_ person: Person) -> [(key: String, field: Field)] {
        let directory = instance.settings.directory
        return [
            ("id", .text(person.id)), ("name", .text(person.name)), ("email", .text(person.email?.text)),
            ("school", .text(directory.school(of: person)?.id)), ("roles", .texts(roles(of: person))), ("deputy", .text(person.deputy)),
            ("language", .text(person.language.rawValue)), ("channels", .texts(person.channels)), ("digest", .text(person.digest.text)),
            ("operator", .flag(instance.settings.watch.operatorPerson == person.id)),
            ("deputy_of", .texts(directory.people.filter { $0.deputy == person.id }.map(\.id))),
        ]
    }

    private func roles(of person: Person) -> [String] {
        instance.settings.directory.schools.flatMap { school in
            school.roles.filter { $0.value == person.id }.keys.sorted().map { "\($0)@\(school.id)" }
        }
    }

    private func followUp(_ row: ListedFollowUp) -> [(key: String, field: Field)] {
        presenter.object(row) + [("note", .text(record.notes[row.followUp.id]))]
    }

    private func message(_ row: ListedMessage) -> Field {
        .object(MessagePresenter(clock: instance.clock).object(row) + [("address", .text(row.message.address?.text))])
    }

    /// The deputy is left out: that is about somebody else.
    private func absence(_ absence: Absence) -> Field {
        .object([("from", .text(absence.days.lowerBound)), ("until", .text(absence.days.upperBound))])
    }

    private func isReader(_ reading: CaseReading) -> Bool {
        actors.contains(reading.person.rawValue) || reading.through.map(actors.contains) == true
    }

    private func reading(_ reading: CaseReading) -> Field {
        .object([
            ("at", .text(instance.clock.iso8601(reading.at))), ("case", .text(reading.caseCode)), ("was_reader", .flag(isReader(reading))),
        ])
    }

    private func historyEntry(_ entry: HistoryEntry) -> [(key: String, field: Field)] {
        [
            ("id", .number(entry.id)), ("at", .text(instance.clock.iso8601(entry.at))), ("action", .text(entry.action.rawValue)),
            ("was_actor", .flag(actors.contains(entry.actor))), ("follow_up", entry.followUp.map { .number($0) } ?? .none),
            ("case", .text(entry.caseCode)),
            (
                "changes",
                .list(
                    entry.changes(about: person).map { change in
                        .object([("field", .text(change.field)), ("from", .text(own(change.from))), ("to", .text(own(change.to)))])
                    })
            ),
        ]
    }

    /// Of a change of owner, only the side that is this person.
    private func own(_ value: String?) -> String? { value == person.rawValue ? value : nil }

    private var lines: [String] {
        let clock = instance.clock
        var lines = ["what is held about \(person), on \(clock.toTheMinute(instance.now))", "", "configuration"]
        lines +=
            known.map { person in
                DetailReport.lines([
                    ("  name", person.name), ("  email", person.email?.text), ("  deputy", person.deputy?.rawValue),
                    ("  roles", roles(of: person).joined(separator: " ")), ("  channels", person.channels.map(\.rawValue).joined(separator: " ")),
                    ("  digest", person.digest.text),
                ])
            } ?? ["  not in it any more"]
        func section(_ title: String, _ content: [String]) { lines += ["", title] + (content.isEmpty ? ["  none"] : content.map { "  " + $0 }) }
        section(
            "follow-ups about them, or theirs to do",
            record.followUps.map {
                "\(presenter.sentence($0.followUp)), \($0.followUp.status.rawValue)" + (record.notes[$0.followUp.id].map { ": \($0)" } ?? "")
            })
        section("absences", record.absences.map { "\($0.days.lowerBound) to \($0.days.upperBound)" })
        section(
            "messages to them",
            record.messages.map {
                MessagePresenter(clock: clock).sentence($0.message) + ($0.message.sentAt.map { " \(clock.toTheMinute($0))" } ?? "")
            })
        section(
            "history in which they acted, or were what was changed",
            record.history.map { entry in
                "\(clock.toTheMinute(entry.at))  \(entry.action.rawValue)" + (entry.followUp.map { "  follow-up \($0)" } ?? "")
                    + (entry.caseCode.map { "  case \($0)" } ?? "")
            })
        section(
            "cases read by them, or theirs and read by others",
            record.readings.map { "\(clock.toTheMinute($0.at))  case \($0.caseCode)  \(isReader($0) ? "by them" : "by others")" })
        section("signed in", record.sessions.map { "\(clock.toTheMinute($0.since)) to \(clock.toTheMinute($0.until))" })
        if let made = record.calendarMadeAt { section("calendar", ["has a private address since \(clock.toTheMinute(made))"]) }
        if !record.excludedFrom.isEmpty { section("excluded from cases", record.excludedFrom.map(\.rawValue)) }
        return lines
    }
}
