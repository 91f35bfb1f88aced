import FollowUps
import Foundation

/// The words of a download. Excel reads its days and moments as dates.
struct PageTableWords {
    let language: Language
    let clock: WallClock
    let sector: SectorWords

    private var place: String { sector.place[language].prefix(1).uppercased() + sector.place[language].dropFirst() }
    private var isDutch: Bool { language == .nl }

    var followUps: [String] {
        isDutch
            ? ["Nr.", "Actie", "Urgentie", "Uiterlijk", "Te laat", place, "Dossier", "Medewerker", "Voor", "Status", "Uitkomst"]
            : ["No.", "Action", "Urgency", "Due by", "Overdue", place, "Case", "Employee", "For", "Status", "Outcome"]
    }

    var school: [String] {
        isDutch
            ? ["Nr.", "Actie", "Urgentie", "Uiterlijk", "Te laat", place, "In een dossier", "Medewerker", "Voor"]
            : ["No.", "Action", "Urgency", "Due by", "Overdue", place, "In a case", "Employee", "For"]
    }

    var cases: [String] {
        isDutch
            ? ["Dossier", place, "Geopend op", "Open acties", "Eerste uiterlijk"]
            : ["Case", place, "Opened on", "Open actions", "First due by"]
    }

    var figures: [String] {
        isDutch
            ? [place, "Open acties", "Te laat", "Waarvan spoed", "Waarvan acuut", "Open dossiers", "Scholing te laat"]
            : [place, "Open actions", "Overdue", "Of which urgent", "Of which acute", "Open cases", "Training overdue"]
    }

    func answer(_ isSo: Bool) -> String { isDutch ? (isSo ? "ja" : "nee") : (isSo ? "yes" : "no") }

    func urgency(_ urgency: Urgency) -> String {
        switch urgency {
        case .normal: isDutch ? "gewoon" : "normal"
        case .urgent: isDutch ? "spoed" : "urgent"
        case .acute: isDutch ? "acuut" : "acute"
        }
    }

    func status(_ status: FollowUp.Status) -> String {
        switch status {
        case .open: "open"
        case .closed: isDutch ? "afgerond" : "done"
        case .cancelled: isDutch ? "ingetrokken" : "withdrawn"
        }
    }

    /// `11-12-2026`; in English `2026-12-11`, in which day and month cannot be mixed up.
    func day(_ day: Day) -> String { isDutch ? day.description.split(separator: "-").reversed().joined(separator: "-") : day.description }

    func due(_ due: Due) -> String {
        switch due {
        case .day(let day): self.day(day)
        case .instant(let instant): "\(day(clock.day(of: instant))) \(time(instant))"
        }
    }

    private func time(_ instant: Date) -> String {
        let minutes = clock.minutes(of: instant)
        return TimeOfDay(hour: minutes / 60, minute: minutes % 60)?.description ?? ""
    }
}
