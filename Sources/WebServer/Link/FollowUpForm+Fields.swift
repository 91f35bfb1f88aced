import FollowUps
import WebPages

extension FollowUpForm {
    /// Ignores fields that the page does not have.
    init(_ fields: FormFields, outcomes: [OutcomeID]) {
        func texts(_ name: String) -> [OutcomeID: String] {
            Dictionary(outcomes.compactMap { id in fields["\(name)-\(id)"].map { (id, $0) } }, uniquingKeysWith: { first, _ in first })
        }
        self.init(
            button: fields["do"].flatMap(Button.init), outcome: fields["outcome"].map { OutcomeID($0) }, reasons: texts("reason"),
            dates: texts("date"), until: fields["until"] ?? "", snoozeReason: fields["snooze-reason"] ?? "", namesSeen: fields["names-seen"] ?? "")
    }
}
