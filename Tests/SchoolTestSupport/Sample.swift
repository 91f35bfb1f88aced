import FollowUps
import Foundation

/// A board with one school whose people all have names that can be searched for, and follow-ups to write about.
public enum Sample {
    public static let clock = WallClock(zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
    public static let templatesFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../templates").path

    public static let people: [Person] = [
        Person(id: "ib", name: "Zoë Ibsen", email: "zoe.ibsen@vlieger.example", deputy: "plaatsvervanger"),
        Person(id: "plaatsvervanger", name: "Piet Vervanger", email: "piet.vervanger@vlieger.example"),
        Person(id: "directeur", name: "Dirk Recteur", email: "dirk.recteur@vlieger.example", channels: [.mail, "teams"], digest: .weekly(.monday)),
        Person(id: "bestuurder", name: "Bea Stuur", email: "bea.stuur@vlieger.example", language: .en),
        Person(id: "leerkracht", name: "Léa Kracht", email: "lea.kracht@vlieger.example", school: "vlieger", language: .en, digest: .daily),
        Person(id: "onbereikbaar", name: "Onno Bereikbaar"),
    ]

    public static let directory = directory(people: people)

    public static func directory(people: [Person], schoolName: String = "De Vlieger") -> Directory {
        let roles: [RoleID: PersonID] = ["ib": "ib", "directie": "directeur", "bestuur": "bestuurder"]
        let contacts = [
            Contact(id: "veilig-thuis", name: "Veilig Thuis (voorheen AMK)", phone: "0800-2000", also: ["amk"]),
            Contact(id: "vertrouwensinspecteur", name: "Vertrouwensinspecteur", phone: "0900 111 3 111"),
            Contact(id: "politie", name: "Politie, alarmnummer", phone: "112"),
        ]
        let school = School(id: "vlieger", name: schoolName, region: "noord", roles: roles, calendar: SchoolCalendar(clock: clock))
        return Directory(clock: clock, schools: [school], people: people, contacts: contacts)
    }

    public static let catalogue = catalogue()
    /// Two sentences, of which a long mail has room for the first.
    public static let help = LocalizedText(
        nl: "Vraag de ouder of de hulp echt is begonnen. Een wachtlijst telt niet als begonnen.",
        en: "Ask the parent whether the help has really started. A waiting list does not count.")
    /// An acute one of which no mail may tell what it is.
    public static let discreetKind: KindID = "eer-verdenking"

    public static func catalogue(title: String = "Is de ouder aangekomen bij de hulp?", outcomeTitle: String = "Ja, de hulp is begonnen") -> Catalogue
    {
        let ja = Outcome(id: "ja", title: LocalizedText(nl: outcomeTitle, en: "Yes, help has begun"), then: [Consequence("effect-volgen")])
        let wachtlijst = Outcome(
            id: "wachtlijst", title: LocalizedText(nl: "Nee, er is een wachtlijst", en: "No, there is a waiting list"), ends: true)
        let nee = Outcome(id: "nee", title: LocalizedText(nl: "Nee", en: "No"), ends: true, needsReason: true)
        let behaald = Outcome(
            id: "behaald", title: LocalizedText(nl: "De training is gehaald", en: "Passed"),
            then: [Consequence("medewerker-training", in: Term(24, .months), countsFromDate: true)])
        func kind(
            _ id: KindID, _ title: LocalizedText, _ scope: Kind.Scope, urgency: Urgency = .normal, help: LocalizedText? = nil,
            isDiscreet: Bool = false, contacts: [ContactID] = [], _ outcomes: [Outcome]
        ) -> Kind {
            Kind(
                id: id, title: title, source: "5a", scope: scope, owner: scope == .employee ? .employee : .role("ib"), urgency: urgency,
                help: help, isDiscreet: isDiscreet, term: Term(2, .weeks), contacts: contacts, titleGiven: id == "taak", outcomes: outcomes)
        }
        return Catalogue(
            kinds: [
                kind(
                    "hulp-aangekomen", LocalizedText(nl: title, en: "Has the parent reached the help?"), .case, help: help,
                    contacts: ["veilig-thuis"],
                    [ja, wachtlijst, nee]),
                kind("amk-opnieuw", LocalizedText(nl: "Verbetering te zien?"), .case, urgency: .urgent, contacts: ["amk", "politie"], [ja, nee]),
                kind("noodsituatie", LocalizedText(nl: "Noodsituatie: direct melden"), .case, urgency: .acute, contacts: ["politie"], [ja]),
                kind("meldcode-evalueren", LocalizedText(nl: "Werking van de meldcode evalueren"), .school, [ja]),
                kind("medewerker-training", LocalizedText(nl: "Training signaleren verloopt", en: "Training expires"), .employee, [behaald]),
                kind(
                    discreetKind, LocalizedText(nl: "Mogelijk eergeweld", en: "Possible honour-based violence"), .case, urgency: .acute,
                    help: LocalizedText(nl: "Bel nu over eergeweld. Zeg niets tegen de vader.", en: "Call now about honour-based violence."),
                    isDiscreet: true, contacts: ["vertrouwensinspecteur", "veilig-thuis"],
                    [Outcome(id: "eergeweld-gemeld", title: LocalizedText(nl: "Het eergeweld is gemeld", en: "It was reported"), ends: true)]),
                kind("taak", LocalizedText(nl: "Taak"), .free, [ja]),
            ],
            roles: [
                Role(id: "ib", title: LocalizedText(nl: "intern begeleider", en: "internal coordinator")),
                Role(id: "directie", title: LocalizedText(nl: "directie", en: "head of school")),
                Role(id: "bestuur", title: LocalizedText(nl: "bestuur", en: "school board")),
            ])
    }

    /// Amsterdam wall time on a day.
    public static func moment(_ day: String, _ time: String = "08:00") -> Date {
        guard let day = Day(day), let time = TimeOfDay(time) else { return .distantPast }
        return clock.instant(day, time)
    }

    public static func due(_ day: String) -> Due { .day(Day(day) ?? Day(number: 0)) }

    public static func item(
        _ id: Int64 = 42, kind: KindID = "hulp-aangekomen", title: String? = nil, caseCode: String? = "2026-014", employee: PersonID? = nil,
        owner: Owner = .role("ib"), urgency: Urgency = .normal, due: Due = due("2026-12-11"), round: Int = 1, opened: String = "2026-11-23",
        step: String = "-2sd", to recipient: PersonID = "ib", audience: Audience = .owner, standsInFor: PersonID? = nil,
        isEscalation: Bool = false, sentBefore: [Audience] = [], alsoTo: [Audience] = [], link: LinkToken? = nil
    ) -> MessageItem {
        let openedAt = moment(opened)
        let followUp = FollowUp(
            id: id, kind: kind, title: title, school: "vlieger", caseCode: caseCode.map { CaseCode($0) }, employee: employee, owner: owner,
            urgency: urgency, due: due, round: round, openedAt: openedAt, escalation: FollowUp.Escalation(startedAt: openedAt, startedBy: "somebody"))
        let reminder = Reminder(
            followUp: id, escalation: 1, step: step, recipient: recipient, audience: audience, standsInFor: standsInFor, isEscalation: isEscalation)
        return MessageItem(
            reminder: reminder, followUp: followUp, sentBefore: sentBefore, alsoTo: alsoTo, firstSentAt: sentBefore.isEmpty ? nil : openedAt,
            link: link)
    }

    public static func draft(
        _ items: [MessageItem], to recipient: PersonID = "ib", channel: ChannelID = .mail, purpose: DeliverySlot.Purpose = .reminders,
        messageID: String = "3f9a1c@opvolg.vlieger.example", earlier: [String] = []
    ) -> MessageDraft {
        let message = Message(
            id: 7, recipient: recipient, channel: channel, purpose: purpose, state: .sending, messageID: messageID, attempts: 1,
            firstAttemptAt: nil, nextAttemptAt: nil, lastError: nil, sentAt: nil)
        return MessageDraft(message: message, items: items, earlierMessageIDs: earlier)
    }

    public static let publicURL = origin("https://opvolg.school.example")
    public static let token = LinkToken("c2VjcmV0LXRva2VuLTEyMw")

    /// The sender's address under a name, the way no configuration would let it through.
    public static func mailbox(_ name: String) -> Mailbox {
        guard let address = MailAddress("opvolging@perspectief.example") else { preconditionFailure("the sample has a bad address") }
        return Mailbox(name: name, address: address)
    }
}
