import FollowUps
import WebPages

extension FollowUpForm {
    /// Ignores fields that the page does not have.
    init(_ fields: FormFields) {
        let typed = Field.allCases.compactMap { field in fields[field.rawValue].map { (field, $0) } }
        self.init(
            button: fields["do"].flatMap(FollowUpAction.init), Dictionary(typed, uniquingKeysWith: { first, _ in first }),
            ticked: Set(fields.names.filter { $0.hasPrefix(Self.boxes) }),
            namesSeen: fields["names-seen"] ?? "")
    }
}
