import Mustache

/// A template that has been checked, with the partials that it may include.
public struct Template: Sendable {
    let template: MustacheTemplate
    let library: MustacheLibrary

    /// The text that a value makes of it. The value has to be of the type whose vocabulary it was checked against.
    public func render(_ context: some TemplateContext) -> String { template.render(context, library: library) }
}
