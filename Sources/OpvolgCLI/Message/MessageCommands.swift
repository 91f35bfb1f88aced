import ArgumentParser
import Store

struct MessageCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "What was sent, and what became of it.",
        subcommands: [ListMessages.self, ShowMessage.self, RetryMessage.self])
}

struct ListMessages: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the messages, oldest first.")

    @Flag(help: "Only those given up.") var failed = false
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let rows = try await instance.visible(try await instance.store.outbox.messages(state: failed ? .failed : nil))
        if rows.isEmpty, options.format.format == .table { context.output.note(failed ? "no failed messages" : "no messages") }
        try context.write(MessagePresenter(clock: instance.clock).listing(rows), as: options.format.format)
    }
}

struct ShowMessage: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a message and the reminders it holds.")

    @Argument var id: Int64
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let message = try await instance.message(id)
        let reminders = try await instance.store.outbox.reminders(of: id).filter { message.followUps.contains($0.followUp) }
        let sheet = MessagePresenter(clock: instance.clock).sheet(message, reminders: reminders)
        try context.write(sheet, as: options.format.format)
    }
}

struct RetryMessage: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send failed messages again.",
        discussion: """
            Each keeps its Message-ID, and what has been closed since is left out of it. A channel that was turned off is taken to work again. When one \
            of the messages cannot be sent again, none is.
            """)

    @Argument(help: ArgumentHelp("Numbers of messages; opvolg message list --failed shows them.", valueName: "id")) var ids: [Int64] = []
    @Flag(help: "All that were given up.") var failed = false
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        if ids.isEmpty != failed { throw ValidationError("give the numbers of messages, or --failed for all that were given up") }
    }

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let presenter = MessagePresenter(clock: instance.clock)
        if instance.viewer != nil { for id in ids { _ = try await instance.message(id) } }
        let messages =
            failed
            ? try await instance.store.outbox.retryFailed(actor: change.actor, through: change.through, at: change.now)
            : try await instance.store.outbox.retry(ids, actor: change.actor, through: change.through, at: change.now)
        // Anybody may send all failed messages again, whatever they are about. The report shows of them only what they may see (promise 6).
        let rows = try await messages.asyncMap { message in
            let row = try await instance.store.outbox.message(message.id)
            return try await instance.visible([row]).first ?? row.aboutNothing
        }
        if !failed, ids.count == 1, let row = rows.first {
            return DetailReport(members: presenter.object(row), lines: [presenter.sentence(row.message)])
        }
        context.warn([rows.isEmpty ? "no message was given up" : "\(rows.count) \(rows.count == 1 ? "message is" : "messages are") sent again"])
        return presenter.listing(rows)
    }
}
