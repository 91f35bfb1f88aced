import Mustache

/// A value that a template is filled from; what it may read is exactly what the vocabulary lists.
public protocol TemplateContext: MustacheParent, Sendable {
    static var vocabulary: TemplateFields<Self> { get }
}

extension TemplateContext {
    public func child(named name: String) -> Any? { Self.vocabulary.readers[name]?(self) }
}

/// The names that a template may use and how each is read: one table, so that the check at load and the rendering cannot drift apart.
public struct TemplateFields<Root: Sendable>: Sendable {
    public let scope: TemplateScope
    let readers: [String: @Sendable (Root) -> Any?]

    public init(_ words: [Word<Root>]) {
        scope = TemplateScope(shapes: Dictionary(words.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first }))
        readers = Dictionary(words.map { ($0.name, $0.read) }, uniquingKeysWith: { first, _ in first })
    }
}

/// One name of a vocabulary.
public struct Word<Root: Sendable>: Sendable {
    let name: String
    let shape: FieldType
    let read: @Sendable (Root) -> Any?

    public static func text(_ name: String, _ read: @escaping @Sendable (Root) -> String) -> Word {
        Word(name: name, shape: .text) { TemplateText(text: read($0)) }
    }

    /// A text that may be absent: a template has to say what it does then. It is empty and not nothing, for which the level around this one would be asked.
    public static func optional(_ name: String, _ read: @escaping @Sendable (Root) -> String?) -> Word {
        Word(name: name, shape: .optionalText) { TemplateText(text: read($0) ?? "") }
    }

    public static func flag(_ name: String, _ read: @escaping @Sendable (Root) -> Bool) -> Word { Word(name: name, shape: .flag, read: read) }

    public static func list<Element: TemplateContext>(_ name: String, _ read: @escaping @Sendable (Root) -> [Element]) -> Word {
        Word(name: name, shape: .list { Element.vocabulary.scope }, read: read)
    }
}

/// What a name stands for.
public enum FieldType: Sendable {
    case text, optionalText, flag
    case list(@Sendable () -> TemplateScope)
}

/// The names that one level of a template knows.
public struct TemplateScope: Sendable {
    let shapes: [String: FieldType]
}

/// A text on its way into a template; an empty one counts as absent.
struct TemplateText: MustacheCustomRenderable, MustacheParent, Sendable {
    let text: String

    var renderText: String { text }
    var isNull: Bool { text.isEmpty }
    func child(named: String) -> Any? { nil }
}
