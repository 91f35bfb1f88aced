import ArgumentParser
import FollowUps
import Store

struct SignOutPerson: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out", abstract: "End a person's sessions on the pages: after a lost telephone, or when they leave.",
        discussion: """
            Sign-in links that were mailed and not used yet end too. With --calendar the private address of their calendar ends as well; they can \
            make another. Somebody who has left the configuration is let in nowhere, whatever they still have.
            """)

    @Argument(help: "Who is to be signed out.") var id: String
    @Flag(help: "Also end the private address of their calendar.") var calendar = false
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let person = PersonID(id)
        guard instance.identity.isAdministrator || instance.viewer == person else { throw CommandError.notTheirSessions(person) }
        let sessions = try await instance.store.sessions.signOut(person, by: change.actor, through: change.through, at: change.now)
        let hadCalendar =
            calendar
            ? try await instance.store.sessions.revokeCalendarFeed(of: person, by: change.actor, through: change.through, at: change.now) : false
        // Somebody who has left the configuration may still have a session; a mistyped name has nothing.
        if sessions == 0, !hadCalendar { _ = try instance.names.person(id) }
        var line = "\(person) is signed out; sessions ended: \(sessions)"
        if calendar { line += hadCalendar ? "; the address of the calendar is ended" : "; there was no calendar" }
        return DetailReport(
            members: [("person", .text(person)), ("sessions_ended", .number(sessions)), ("calendar_ended", .flag(hadCalendar))], lines: [line])
    }
}
