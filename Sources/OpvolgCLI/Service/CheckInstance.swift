import ArgumentParser
import Configuration
import FollowUps
import Foundation
import Messages
import Store
import Templates
import WebPages

struct CheckInstance: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find every mistake in configuration, staff list, holidays, catalogue, templates, contacts and secrets at once.",
        discussion: """
            When there is a database, what is open in it has to fit them as well. Nothing is changed, and no database is made. With --send-to, when \
            nothing is wrong, one test mail is sent the way reminders go, and the bounce mailbox is opened.

            Every [[rule]] of the catalogue is proven over every path of answers that people can give, or the shortest story that breaks it is told. \
            --rules says of each what came of it.
            """)

    @Flag(help: "Say of each rule of the catalogue that it holds, and how many states of cases were looked at.") var rules = false

    @Option(help: ArgumentHelp("Send a test mail to this address, and say what the mail server answers.", valueName: "address"))
    var sendTo: String?

    @OptionGroup var configuration: ConfigurationOption

    func validate() throws {
        if let sendTo, MailAddress(sendTo) == nil { throw ValidationError("--send-to: expected \(MailAddress.grammar)") }
    }

    func run(_ context: CommandContext) async throws {
        let file = try context.configurationFile(configuration)
        let reading = LoadResult.read(file)
        for warning in reading.warnings { context.output.note("warning: \(warning)") }
        var problems = (reading.problems + reading.shortcomings).map(\.description) + templateProblems(reading)
        let rules = RuleFindings(
            verdicts: reading.settings.map(verdicts) ?? [],
            language: reading.settings?.service.language ?? .nl)
        problems += rules.problems
        if let settings = reading.settings {
            await problems += databaseProblems(settings, context)
            for finding in settings.secretFiles.flatMap({ $0.findings(credentials: context.environment["CREDENTIALS_DIRECTORY"]) }) {
                switch finding {
                case .problem(let text): problems.append(text)
                case .warning(let text): context.output.note("warning: \(text)")
                }
            }
            if let warning = BackupWarning.of(settings) { context.output.note("warning: \(warning)") }
            if let fence = settings.standby.fence, access(fence, W_OK) != 0 {
                let reason = String(cString: strerror(errno))
                context.output.note(
                    "warning: [standby] fence: \(fence) cannot be written to, so the two machines cannot find out who works: \(reason)")
            }
            let today = settings.service.clock.day(of: context.now)
            for warning in HolidayWarning.all(settings, on: today) { context.output.note("warning: \(warning)") }
        }
        if self.rules { for line in rules.held { try context.output.line(line) } }
        if problems.isEmpty {
            try context.output.line("\(file): nothing wrong")
            if let sendTo { try TestMail(configuration: file, address: sendTo).send(context) }
            return
        }
        for problem in problems { context.output.note(problem) }
        let unsent = sendTo == nil ? "" : "; no mail was sent"
        context.output.note("opvolg: \(problems.count == 1 ? "1 problem" : "\(problems.count) problems") found\(unsent)")
        throw ExitCode(ExitStatus.badConfiguration)
    }

    private func verdicts(_ settings: Settings) -> [RuleVerdict] {
        settings.catalogues.current.flatMap { RuleChecker($0, policies: settings.policies).verdicts() }
    }

    /// Mistakes in the templates themselves, and where a catalogue could be read, in what they say of its kinds.
    private func templateProblems(_ reading: LoadResult) -> [String] {
        // A missing folder has been reported.
        guard let folder = reading.templates, access(folder, F_OK) == 0 else { return [] }
        return messageProblems(folder, reading) + pageProblems(folder, reading)
    }

    private func messageProblems(_ folder: String, _ reading: LoadResult) -> [String] {
        do throws(TemplateProblems) {
            let templates = try MessageTemplates.load(from: folder)
            let forPages = reading.settings?.web == nil ? [] : templates.problemsForPages
            return (forPages + (reading.catalogues.isEmpty ? [] : templates.problems(for: reading.catalogues))).map(\.description)
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// Without `[web]` a missing folder is fine: the installation may be older than the pages.
    private func pageProblems(_ folder: String, _ reading: LoadResult) -> [String] {
        guard reading.settings?.web != nil || access("\(folder)/web", F_OK) == 0 else { return [] }
        do throws(TemplateProblems) {
            _ = try PageTemplates.load(from: folder)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    private func databaseProblems(_ settings: Settings, _ context: CommandContext) async -> [String] {
        guard access(settings.service.database, F_OK) == 0 else { return [] }
        do {
            var unreadable: [String] = []
            let store = try Store(path: settings.service.database)
            let open = try await store.followUps.list(FollowUpFilter()) {
                unreadable.append("\(settings.service.database): \($0)")
            }
            .map(\.followUp)
            let earlier = try await settings.goingOn(with: store)
            let gone = try await CatalogueInUse.gone(from: settings, store)
            // What a case has by the version with which it began is as it should be.
            let versions = Set(settings.catalogues.current.map(\.version))
            let present = open.filter { $0.caseCode == nil || $0.catalogue.map(versions.contains) ?? true }
            for id in Set(present.map(\.kind)).sorted() where settings.catalogues.kinds(id).isEmpty && !earlier.catalogues.kinds(id).isEmpty {
                context.output.note(
                    "warning: the catalogue has no kind \"\(id)\" any more; what is open of it goes on as it began, and no more is opened by hand")
            }
            return unreadable + gone + open.flatMap { DanglingFollowUp.problems(of: $0, in: earlier) }
                + DanglingFollowUp.goneOwners(of: open, in: settings)
        } catch {
            return ["\(error)"]
        }
    }
}

/// An open follow-up whose kind, school, owner or employee has left the files.
enum DanglingFollowUp {
    /// One for each person who has left the configuration and still owns something open.
    static func goneOwners(of followUps: [FollowUp], in settings: Settings) -> [String] {
        var owned: [PersonID: [Int64]] = [:]
        for followUp in followUps {
            if case .person(let person) = followUp.owner, settings.directory.person(person) == nil { owned[person, default: []].append(followUp.id) }
        }
        return owned.sorted { $0.key < $1.key }.map { person, ids in
            "\(settings.service.database): \"\(person)\" is not in the configuration any more and still owns follow-up "
                + "\(ids.sorted().map(String.init).joined(separator: ", ")); put them back, or run: opvolg assign --all-of \(person) --to PERSON|ROLE"
        }
    }

    static func problems(of followUp: FollowUp, in settings: Settings) -> [String] {
        let id = followUp.id
        var problems: [String] = []
        if settings.catalogues.kind(of: followUp) == nil {
            problems.append("the catalogue has no kind \"\(followUp.kind)\" any more; put it back, or run: opvolg cancel \(id) --reason TEXT")
        }
        if settings.directory.school(followUp.school) == nil {
            problems.append("there is no school \"\(followUp.school)\" any more; put it back, or run: opvolg cancel \(id) --reason TEXT")
        }
        if let employee = followUp.employee, settings.directory.person(employee) == nil {
            problems.append("it is about \"\(employee)\", who is not there any more; run: opvolg cancel \(id) --reason TEXT")
        }
        switch followUp.owner {
        case .role(let role) where settings.catalogues.role(role) == nil:
            problems.append("its owner, the role \"\(role)\", is not in the catalogue any more; run: opvolg assign \(id) PERSON|ROLE")
        case .person, .role: break
        }
        return problems.map { "\(settings.service.database): follow-up \(id): \($0)" }
    }
}

/// A catalogue that the configuration names no more, and by which cases go on.
enum CatalogueInUse {
    private static let mostNamed = 10

    static func gone(from settings: Settings, _ store: Store) async throws -> [String] {
        let known = settings.catalogues.current.map(\.head.id)
        let gone = Set(try await store.cases.cataloguesInUse().map(\.id)).subtracting(known)
        var problems: [String] = []
        for id in gone.sorted() {
            let codes = try await store.cases.openCodes(by: id)
            if codes.isEmpty { continue }
            let named =
                codes.prefix(mostNamed).map(\.rawValue).joined(separator: ", ")
                + (codes.count > mostNamed ? " and \(codes.count - mostNamed) more" : "")
            problems.append(
                "\(settings.service.database): no [[catalogue]] has the id \"\(id)\" any more, and \(codes.count == 1 ? "a case goes" : "\(codes.count) cases go") "
                    + "on by it: \(named); put it back, or move each: opvolg case move CODE --catalogue \(known[0])")
        }
        return problems
    }
}
