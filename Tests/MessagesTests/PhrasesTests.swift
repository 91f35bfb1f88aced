import FollowUps
import Foundation
import SchoolTestSupport
import Templates
import Testing

@testable import Messages

@Suite struct PhrasesTests {
    private let dutch = Phrases(language: .nl, clock: Sample.clock)
    private let english = Phrases(language: .en, clock: Sample.clock)

    @Test("a day is said with its weekday, and with its year only when that is another")
    func days() throws {
        let day = try #require(Day("2026-12-12"))
        #expect(dutch.day(day, unlessIn: 2026) == "za 12 december")
        #expect(english.day(day, unlessIn: 2026) == "Sat 12 December")
        #expect(dutch.day(day, unlessIn: 2027) == "za 12 december 2026")
        #expect(dutch.due(.instant(Sample.moment("2027-03-01", "09:05")), unlessIn: 2027) == "ma 1 maart 09:05")
    }

    @Test(
        "how long something is overdue",
        arguments: [
            (Sample.due("2026-12-11"), "2026-12-12", "00:30", "1 dag", "1 day"),
            (Sample.due("2026-12-11"), "2026-12-18", "23:00", "7 dagen", "7 days"),
            (Due.instant(Sample.moment("2026-12-11", "10:00")), "2026-12-11", "10:59", nil, nil),
            (Due.instant(Sample.moment("2026-12-11", "10:00")), "2026-12-11", "11:00", "1 uur", "1 hour"),
            (Due.instant(Sample.moment("2026-12-11", "10:00")), "2026-12-13", "09:59", "47 uur", "47 hours"),
            (Due.instant(Sample.moment("2026-12-11", "10:00")), "2026-12-13", "10:00", "2 dagen", "2 days"),
        ])
    func overdue(due: Due, day: String, time: String, nl: String?, en: String?) {
        #expect(dutch.overdue(due, at: Sample.moment(day, time)) == nl)
        #expect(english.overdue(due, at: Sample.moment(day, time)) == en)
    }

    @Test("an acute follow-up that is due the minute it is opened has to be done now, and is not late until an hour has passed")
    func now() throws {
        let due = Due.instant(Sample.moment("2026-12-09", "10:30"))
        for (recipient, now, late) in [
            ("ib", "Dit moet nu.", "Dit is 1 uur te laat."), ("leerkracht", "This has to be done now.", "This is 1 hour late."),
        ] as [(PersonID, String, String)] {
            let draft = Sample.draft([Sample.item(kind: "noodsituatie", urgency: .acute, due: due, to: recipient)], to: recipient)
            let atOnce = try Sample.renderer().mail(draft, at: Sample.moment("2026-12-09", "10:30")).text
            #expect(atOnce.contains(now) && !atOnce.contains("te laat") && !atOnce.contains(" late."))
            let later = try Sample.renderer().mail(draft, at: Sample.moment("2026-12-09", "11:30")).text
            #expect(later.contains(late) && !later.contains(now))
            let early = try Sample.renderer().mail(draft, at: Sample.moment("2026-12-09", "09:30")).text
            #expect(early.contains("10:30") && !early.contains(now) && !early.contains("laatste dag") && !early.contains("last day"))
        }
    }

    @Test("a role inside a sentence has its article")
    func articles() {
        #expect(
            ["directie", "bestuur", "intern begeleider", "zorgteam", "het bestuur"].map(dutch.the) == [
                "de directie", "het bestuur", "de intern begeleider", "het zorgteam", "het bestuur",
            ])
        #expect(["head of school", "the board"].map(english.the) == ["the head of school", "the board"])
    }

    @Test("which time it is, in words up to ten")
    func ordinals() {
        #expect([2, 3, 10, 11, 22].map(dutch.ordinal) == ["tweede", "derde", "tiende", "11e", "22e"])
        #expect([2, 11, 12, 21, 22, 33, 104, 111].map(english.ordinal) == ["second", "11th", "12th", "21st", "22nd", "33rd", "104th", "111th"])
    }

    @Test("until the beginning of a day is until that day, and not until 00:00")
    func until() {
        #expect(dutch.until(Sample.moment("2026-12-10", "00:00"), unlessIn: 2026) == "do 10 december")
        #expect(dutch.until(Sample.moment("2026-12-10", "13:05"), unlessIn: 2026) == "do 10 december 13:05")
    }

    @Test(
        "the first sentence ends where a sentence does",
        arguments: [
            ("Bel Veilig Thuis. Vraag wat u moet doen.", "Bel Veilig Thuis."), ("Is er gevaar? Bel 112.", "Is er gevaar?"), ("Bel nu", "Bel nu"),
            ("Bel 0900 111 3 111 (8.30-17 uur) nu! Wacht niet.", "Bel 0900 111 3 111 (8.30-17 uur) nu!"), ("", ""),
        ])
    func firstSentence(text: String, first: String) { #expect(text.firstSentence == first) }

    @Test("lists are said as people say them")
    func lists() {
        #expect(dutch.list([]) == "")
        #expect(dutch.list(["a"]) == "a")
        #expect(dutch.list(["a", "b", "c"]) == "a, b en c")
        #expect(english.list(["a", "b"], last: .or) == "a or b")
    }

    @Test("the subject of a follow-up stays the same, also past the new year and when it escalates")
    func stem() throws {
        let renderer = try Sample.renderer()
        let subjects = try ["2026-11-24", "2026-12-09", "2026-12-18", "2027-01-08"].map { day in
            try renderer.mail(Sample.draft([Sample.item(isEscalation: day > "2026-12-11")]), at: Sample.moment(day)).subject
        }
        #expect(Set(subjects) == ["Opvolging 42: actie uiterlijk vr 11 december"])
        let nextYear = Sample.item(due: Sample.due("2027-01-12"))
        #expect(
            try renderer.mail(Sample.draft([nextYear]), at: Sample.moment("2026-12-09")).subject == "Opvolging 42: actie uiterlijk di 12 januari 2027"
        )
    }

    @Test("subjects of bundles, digests and acute follow-ups")
    func subjects() throws {
        let renderer = try Sample.renderer()
        let now = Sample.moment("2026-12-09")
        let other = Sample.item(43, due: Sample.due("2026-12-10"))
        #expect(
            try renderer.mail(Sample.draft([Sample.item(), other]), at: now).subject == "Opvolging: 2 acties, de eerste uiterlijk do 10 december")
        #expect(
            try renderer.mail(Sample.draft([other], to: "directeur", purpose: .digest), at: now).subject == "Opvolging: weekoverzicht wo 9 december")
        #expect(
            try renderer.mail(Sample.draft([other], to: "leerkracht", purpose: .digest), at: now).subject
                == "Follow-up: day at a glance, Wed 9 December")
        let acute = Sample.item(kind: "noodsituatie", urgency: .acute, due: .instant(Sample.moment("2026-12-09", "10:30")))
        #expect(try renderer.mail(Sample.draft([acute]), at: now).subject == "Acuut: Opvolging 42: actie uiterlijk wo 9 december 10:30")
    }
}
