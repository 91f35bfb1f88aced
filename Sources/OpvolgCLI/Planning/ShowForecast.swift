import ArgumentParser
import FollowUps
import Store

struct ShowForecast: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "Show who will get what, when and why, if nothing changes.")

    @Option(help: "How many days to look ahead.") var days = 14
    @OptionGroup var options: ViewOptions

    func validate() throws {
        guard (1...1000).contains(days) else { throw ValidationError("--days is 1 to 1000") }
    }

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let end = Term(days, .days).instant(from: context.now, in: SchoolCalendar(clock: instance.clock))
        var lines = try await instance.store.outbox.forecast(rules: instance.rules, from: context.now, until: end) {
            context.warn(["left out: \($0)"])
        }
        if let viewer = instance.viewer {
            let readable = try await instance.readable(ids: Set(lines.compactMap(\.followUp)))
            lines = lines.seen(by: viewer, readable: readable ?? [], hidden: try await instance.store.followUps.open(in: instance.hidden))
        }
        if lines.isEmpty, options.format.format == .table { context.output.note("nothing is to be sent") }
        try context.write(listing(lines, clock: instance.clock), as: options.format.format)
    }

    private func listing(_ lines: ForecastLines, clock: WallClock) -> TableReport<Forecast.Line> {
        TableReport(
            rows: lines,
            columns: [
                .init("at") { .text(clock.iso8601($0.at)) },
                .init("recipient") { .text($0.recipient.rawValue) },
                .init("channel") { .text($0.channel.rawValue) },
                .init("follow_up") { $0.followUp.map { .number($0) } ?? .none },
                .init("step") { .text($0.step) },
                .init("reason") { .text($0.reason) },
            ],
            tableColumns: [
                .init("WHEN") { clock.toTheMinute($0.at) },
                .init("RECIPIENT") { $0.recipient.rawValue },
                .init("CHANNEL") { $0.channel.rawValue },
                .init("FOLLOW-UP") { $0.followUp.map(String.init) ?? "" },
                .init("STEP") { $0.step },
                .init("REASON") { $0.reason },
            ])
    }
}
