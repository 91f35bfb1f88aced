/// A tag of a template with its line (from 1), and for a section what stands inside it.
indirect enum TemplateNode: Sendable, Hashable {
    case variable(String, line: Int)
    /// `{{#name}}…{{/name}}`, or inverted `{{^name}}…{{/name}}`.
    case section(String, inverted: Bool, line: Int, [TemplateNode])
    case partial(String, line: Int)
}
