public enum PercentEncoding {
    /// All but unreserved characters, as the value of a form field or a query (application/x-www-form-urlencoded).
    public static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            ServerAddress.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// `name=value&name=value`
    public static func form(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    }
}
