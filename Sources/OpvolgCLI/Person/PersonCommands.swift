import ArgumentParser

struct PersonCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "The people who can own follow-ups, and when they are away.",
        subcommands: [ListPeople.self, SetPersonAway.self, SetPersonBack.self, ListSessions.self, SignOutPerson.self])
}
