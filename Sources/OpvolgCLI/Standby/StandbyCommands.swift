import ArgumentParser
import FollowUps
import Foundation
import Store

struct StandbyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standby", abstract: "A second machine, which goes on when the first is gone.", subcommands: [PromoteStandby.self])
}

struct PromoteStandby: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Make this machine the one that sends.",
        discussion: """
            Run it where a copy of the first machine's database has been restored. The other machine finds itself retired, by the database or by the \
            folder of [standby] fence in the configuration: it sends nothing any more, says so, and refuses to change anything. Moving to another server \
            is the same.
            It is refused while the first machine was at work less than five minutes ago, and while it could not learn of it. It says what the first is on \
            record to have sent in its last hour, and what may come twice: whatever it was about to send when it stopped.
            """)

    @Flag(help: "The other machine is off for certain: do not wait, and do without the fence when that cannot be used.") var now = false
    @OptionGroup var options: ChangeOptions

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(options.configuration)
        let identity = try context.identity(asked: options.identity.person, settings)
        try identity.needAdministrator(for: "opvolg standby promote")
        let store = try settings.presentStore()
        let rules = try await settings.goingOn(with: store).rules
        let promotion = try await store.outbox.promote(
            fence: settings.standby.fence, insisting: now, rules: rules, by: identity.actor, through: identity.through, at: context.now)
        if let problem = promotion.fenceProblem {
            context.warn(["the other machine cannot learn of this by itself (\(problem)); make sure that opvolgd never starts there again"])
        }
        try context.write(PromotionReport(promotion, clock: settings.service.clock).sheet, as: options.format.format)
    }
}

struct PromotionReport {
    private let promotion: Promotion
    private let clock: WallClock

    /// `opvolg message list` shows the rest.
    private static let mostShown = 100

    init(_ promotion: Promotion, clock: WallClock) {
        self.promotion = promotion
        self.clock = clock
    }

    var sheet: DetailReport {
        DetailReport(
            members: [
                ("generation", .number(promotion.generation.number)), ("machine", .text(promotion.generation.machine)),
                ("last_seen", .text(promotion.lastSeen.map(clock.iso8601))), ("fence", .flag(promotion.fenceProblem == nil)),
                ("sent_lately", .list(promotion.sentLately.map { $0.field(clock) })),
                (
                    "may_come_twice",
                    .list(
                        promotion.mayComeTwice.map { message in
                            .object([
                                ("id", .number(message.id)), ("recipient", .text(message.recipient)), ("channel", .text(message.channel)),
                                ("message_id", .text(message.messageID)),
                            ])
                        })
                ),
            ], lines: lines)
    }

    private var lines: [String] {
        let seen = promotion.lastSeen.map { "the first was last at work at \(clock.iso8601($0)); what it did after that is not known here" }
        return ["this machine works now: generation \(promotion.generation.number)"] + [seen].compactMap { $0 }
            + list(
                "on record as sent in its last hour, and not sent again", promotion.sentLately.map { $0.line(clock) },
                none: "nothing is on record as sent in its last hour")
            + list(
                "may come twice, as the first may have sent it without an answer on record",
                promotion.mayComeTwice.map { "  message \($0.id)  \($0.recipient)  \($0.channel)" },
                none: "nothing will come twice by what is on record")
            + ["now start opvolgd here"]
    }

    private func list(_ head: String, _ lines: [String], none: String) -> [String] {
        if lines.isEmpty { return [none] }
        let rest = lines.count > Self.mostShown ? ["  and \(lines.count - Self.mostShown) more"] : []
        return ["\(head): \(lines.count) messages"] + lines.prefix(Self.mostShown) + rest
    }
}
