import FollowUps
import Foundation
import Messages
import Reminding
import Store
import TestSupport

/// Renders a message as a number only; the world keeps its content, and looks it up when the message is sent.
///
/// Some are also rendered in full, to search them for names.
struct RecordingRenderer: MessageRendering {
    let world: World
    let rules: Ruleset
    static let sample: Int64 = 60

    func render(_ draft: MessageDraft, at now: Date) throws -> OutgoingMessage {
        if draft.message.id % Self.sample == 7, draft.message.channel == .mail, let sender = Mailbox("Opvolging <opvolging@school.example>") {
            let renderer = MessageRenderer(
                templates: world.shipped.templates, catalogues: rules.catalogues, directory: rules.directory,
                settings: MessageSettings(language: .nl, detail: .task, sender: sender))
            world.read(try renderer.mail(draft, at: now), for: draft.message.recipient)
        }
        world.contents.append(MessageContent(draft))
        return OutgoingMessage(
            messageID: draft.message.messageID, channel: draft.message.channel, address: nil, content: Data("\(world.contents.count - 1)".utf8))
    }
}

/// Takes messages as the weather lets it, and keeps who got what.
struct PostOffice: MessageTransport {
    let world: World
    let process: Process
    let rules: Ruleset
    let concurrency = 2

    func send(_ message: OutgoingMessage) async -> DeliveryResult {
        guard (try? process.mayDie()) != nil, let number = Int(String(decoding: message.content, as: UTF8.self)) else { return Self.nothing }
        let content = world.contents[number]
        world.check(content, rules)
        let place = world.attempts.count
        let claim = world.claims[content.message.id] ?? .init(at: world.elapsed, wall: world.wall)
        world.attempts.append(Attempt(content: content, process: process, begun: world.elapsed, wall: world.wall, claimed: claim))
        let fate = world.weather.fate(of: content, lies: world.trouble.lies && !world.isQuiet, &world.random)
        world.note("sending \(content.message.messageID) to \(content.recipient): \(fate.result)\(fate.arrives ? ", arrives" : "")")
        await world.meddle()
        if fate.seconds > 0 { await world.scheduler.sleep(fate.seconds) }
        // A process that is killed while it sends may have sent all of it.
        if process.isDead {
            world.attempts[place].hasArrived = fate.arrives && world.random.chance(50)
            return Self.nothing
        }
        world.attempts[place].hasArrived = fate.arrives
        world.attempts[place].wasLost = fate.isLie && !fate.arrives
        guard (try? process.mayDie()) != nil else { return Self.nothing }
        world.attempts[place].answer =
            switch fate.result {
            case .accepted: .accepted
            case .unknown: .unknown
            default: fate.isLie ? .lie : .refused
            }
        return fate.result
    }

    /// What nobody hears any more.
    private static let nothing = DeliveryResult.unavailable(reason: "killed")
}

extension World {
    /// Looks at a message that is about to go, and at how things stand.
    fileprivate func check(_ content: MessageContent, _ rules: Ruleset) {
        let name = content.message.messageID
        do {
            if !content.followUps.isEmpty {
                let marks = content.followUps.map { _ in "?" }.joined(separator: ",")
                for row in try rows("SELECT id, status, ladder FROM follow_ups WHERE id IN (\(marks))", .init(content.followUps.sorted())) {
                    let (id, status): (Int64, String) = (row["id"], row["status"])
                    let item = content.items.first { $0.followUp.id == id }
                    if status != "open" { fail(8, "\(name) tells \(content.recipient) of \(id), which is \(status)") }
                    if let item, item.reminder.escalation != row["ladder"] { fail(8, "\(name) reminds of \(id) as it was before it was changed") }
                }
                for row in try rows(
                    """
                    SELECT id FROM follow_ups JOIN exclusions USING (case_code) WHERE person = '\(content.recipient)' AND id IN (\(marks))
                    """, .init(content.followUps.sorted()))
                {
                    fail(6, "\(name) tells \(content.recipient) of \(row["id"] as Int64), from whose case they are excluded")
                }
            }
            if let overview = content.overview, !overview.unmovedCases.isEmpty {
                let excluded = try rows("SELECT case_code FROM exclusions WHERE person = ?", [content.recipient.rawValue])
                    .map { CaseCode($0["case_code"] as String) }
                for code in content.cases.intersection(excluded).sorted() { fail(6, "\(name) tells \(content.recipient) of \(code) in the overview") }
            }
        } catch {
            problems.append("cannot read: \(error)")
        }
        checkHour(content, rules)
    }

    /// At least something that it says may be said at this hour.
    private func checkHour(_ content: MessageContent, _ rules: Ruleset) {
        guard !content.items.isEmpty, let claim = claims[content.message.id] else { return }
        let isTime = content.items.contains { item in
            rules.policy(of: item.followUp).window.contains(claim.wall, in: rules.directory.calendar(of: item.followUp.school))
        }
        if !isTime {
            fail(7, "\(content.message.messageID), attempt \(content.message.attempts), goes out of hours: \(content.words)")
        }
    }

    /// Nobody but its recipient is named in a mail, and no secret told.
    fileprivate func read(_ mail: RenderedMail, for recipient: PersonID) {
        figures.rendered += 1
        let text = [mail.subject, mail.text, mail.html].joined(separator: "\n")
        let others = Marks.people(in: text).subtracting([recipient.rawValue])
        if !others.isEmpty { fail(9, "the mail to \(recipient) names \(others.sorted())") }
        for secret in Marks.secrets where text.contains(secret) { fail(9, "the mail to \(recipient) holds \(secret)") }
    }
}
