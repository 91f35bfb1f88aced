/// One value of a report, whatever the format.
enum Field {
    case none
    case number(Int64)
    case flag(Bool)
    case text(String)
    /// Free text from people or another server, which may begin with anything.
    case written(String)
    case list([Field])
    case object([(key: String, field: Field)])

    static func number(_ value: Int) -> Field { .number(Int64(value)) }

    static func text(_ value: String?) -> Field { value.map { Field.text($0) } ?? .none }

    static func written(_ value: String?) -> Field { value.map { Field.written($0) } ?? .none }

    static func text(_ value: (some CustomStringConvertible)?) -> Field { value.map { Field.text($0.description) } ?? .none }

    static func texts(_ values: [some CustomStringConvertible]) -> Field { .list(values.map { Field.text($0.description) }) }
}
