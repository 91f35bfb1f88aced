import FollowUps
import Foundation

@testable import Store

/// Something that comes over a world at a moment.
enum Happening {
    case errand
    case weather
    case disk(full: Bool)
    case clock
    case downtime
    case edit
    case reload
}

extension World {
    /// Lives through the whole time and says what was broken.
    func live() async throws {
        try begin()
        while elapsed < chaosEnd { try await next(until: chaosEnd) }
        try calmDown()
        let checkFrom = elapsed + Self.settling
        while elapsed < checkFrom { try await next(until: checkFrom) }
        let expectation = try await Expectation(self)
        let end = elapsed + Double(Self.quietDays) * 86_400
        while elapsed < end { try await next(until: end) }
        try expectation.compare(with: self)
        try await checkPromises()
        figures.worlds = 1
        figures.days = elapsed / 86_400
        tally()
    }

    private var chaosEnd: TimeInterval { Double(Self.length - Self.quietDays) * 86_400 - Self.settling }

    private func begin() throws {
        let days = Int(chaosEnd / 86_400)
        for day in 0..<days {
            let midnight = Files.clock.start(of: Files.clock.day(of: start).adding(days: day)).timeIntervalSince(start)
            func moment() -> TimeInterval {
                midnight + Double(random.chance(75) ? 8 * 3600 + random.below(9 * 3600) : random.below(86_400))
            }
            for _ in 0..<(day == 0 ? 4 : random.below(10) / 4) { write(.errand, at: moment()) }
            if trouble.weather, random.chance(20) { write(.weather, at: moment()) }
            if trouble.clock, random.chance(8) { write(.clock, at: moment()) }
            if trouble.downtime, random.chance(8) { write(.downtime, at: moment()) }
            if trouble.files, random.chance(15) { write(.edit, at: moment()) }
            if trouble.disk, random.chance(10) {
                let from = moment()
                write(.disk(full: true), at: from)
                write(.disk(full: false), at: from + Double(random.below(6 * 3600)))
            }
        }
        note("seed \(seed): \(trouble)")
    }

    func write(_ what: Happening, at moment: TimeInterval) {
        guard moment >= elapsed, moment < chaosEnd else { return }
        let place = agenda.firstIndex { $0.at > moment } ?? agenda.endIndex
        agenda.insert((moment, what), at: place)
    }

    /// Goes on to the next thing that happens, of the agenda or of the daemon.
    private func next(until end: TimeInterval) async throws {
        guard figures.passes < 3000 else { throw Endless() }
        let due = try await store.outbox.nextInstant().map { elapsed + max(0, $0.timeIntervalSince(wall)) } ?? .infinity
        // There is a pass every minute; one is lived through when it has something to do, or sees another clock or other files.
        let isNeeded = hasJumped || lastServed != served.version
        let needsPass = isNeeded ? elapsed : due
        let jitter = isQuiet ? 0 : Double(random.below(20))
        let pass = max(daemonFrom, needsPass + (needsPass > elapsed ? jitter : 0))
        let happening = agenda.first?.at ?? .infinity
        let moment = min(pass, happening, end)
        let isRunning = daemonFrom <= elapsed && !hasJumped
        scheduler.advance(by: moment - elapsed)
        if isRunning { passIdly() }
        if moment == end { return }
        if happening <= pass { try await happen(agenda.removeFirst().what) } else { await runPass() }
    }

    struct Endless: Error {}

    private func happen(_ what: Happening) async throws {
        switch what {
        case .errand: await errand()
        case .weather:
            let change = weather.change(&random, people: files.employees.map(\.id))
            note(change)
        case .disk(let full):
            faults.isDiskFull = full
            if full { figures.fullDisks += 1 }
            note("disk \(full ? "full" : "has room again")")
        case .clock: jump()
        case .downtime:
            daemonFrom = max(daemonFrom, elapsed + Double(3600 + random.below(5 * 86_400)))
            note("nothing runs for \(Int(daemonFrom - elapsed)) s")
        case .edit: edit()
        case .reload:
            served = files
            figures.reloads += 1
            note("reloaded")
        }
    }

    func edit() {
        let change = files.edit(&random, today: today)
        note("files: \(change)")
        write(.reload, at: elapsed + Double(random.below(7200)))
    }

    /// The passes of the minutes in which there was nothing to do: they have seen the clock.
    private func passIdly() {
        try? store.connection.onWriterNow { db in
            try db.execute(
                sql: """
                    UPDATE clock SET latest = iif(behind_from IS NULL, max(latest, ?1), latest), behind_to = iif(behind_from IS NULL, NULL, ?1)
                    """, arguments: [Int64(wall.timeIntervalSince1970)])
        }
    }

    /// The clock is set, by minutes or by years, or is right again. Nobody lives with a wrong one for long.
    func jump() {
        let day = 86_400
        let jumps = [600, -300, 3600, -3600, -7200, day, -day, 3 * day, 30 * day, -30 * day, 365 * day, -365 * day, 1096 * day, -20_000 * day]
        let seconds = Double(jumps[random.below(jumps.count)])
        setClock(by: abs(offset) >= 3600 && random.chance(60) || abs(offset + seconds) > Double(20_001 * day) ? -offset : seconds)
        if offset != 0 { write(.clock, at: elapsed + Double(60 + random.below(random.chance(80) ? 6 * 3600 : 2 * day))) }
    }

    private func calmDown() throws {
        agenda = []
        isQuiet = true
        faults.isDiskFull = false
        faults.arm(nil)
        weather = Weather()
        served = files
        daemonFrom = elapsed
        if offset != 0 { setClock(by: -offset) }
        note("quiet from now on")
    }
}
