import FollowUps

/// Where the pages are, below the address of the service.
public enum PagePath {
    public static let today = "/"
    public static let followUps = "/follow-ups"
    public static let schools = "/schools"
    public static let signIn = "/sign-in"
    public static let absences = "/absences"
    public static let contacts = "/contacts"
    public static let search = "/search"
    public static let history = "/history"

    public static let signOutOfSchoolAccount = "/sign-out/school"

    /// - Parameter next: a page of ours to go to then.
    public static func signIn(_ secret: Secret, next: String = today) -> String { "/sign-in/\(secret.text)\(query(next))" }
    public static func signIn(next: String) -> String { signIn + query(next) }
    public static func signInWithSchoolAccount(next: String) -> String { "\(signIn)/school\(query(next))" }
    private static func query(_ next: String) -> String { next == today ? "" : "?next=\(segment(next))" }

    public static func link(_ token: LinkToken) -> String { "/o/\(token.text)" }
    /// A list of follow-ups, searched.
    public static func followUps(_ path: String = followUps, matching search: FollowUpSearch, page: Int? = nil) -> String {
        let fields = [
            search.words.isEmpty ? nil : "q=\(segment(search.words))", search.school.map { "school=\(segment($0.rawValue))" },
            search.state == .open ? nil : "state=\(search.state.rawValue)", page.map { "page=\($0)" },
        ].compactMap { $0 }
        return fields.isEmpty ? path : "\(path)?\(fields.joined(separator: "&"))"
    }
    public static func followUp(_ id: Int64) -> String { "\(followUps)/\(id)" }
    /// A page with a confirmation of what the reader has just done.
    public static func done(_ action: HistoryEntry.Action, at path: String) -> String { "\(path)?done=\(action.rawValue)" }
    public static let newCase = "/cases/new"
    public static let emergency = "/emergency"

    /// A page of the list of cases.
    public static func cases(_ search: CaseSearch, page: Int = 1) -> String {
        "/cases?q=\(segment(search.text))&state=\(search.state.rawValue)&page=\(page)"
    }

    /// That list as a download.
    public static func casesTable(_ search: CaseSearch) -> String { "/cases.csv?q=\(segment(search.text))&state=\(search.state.rawValue)" }

    public static func timeline(_ code: CaseCode) -> String { "/cases/\(segment(code.rawValue))" }
    public static func school(_ school: SchoolID) -> String { "/schools/\(segment(school.rawValue))" }
    /// Takes in a list of trainings.
    public static func trainings(of school: SchoolID) -> String { "\(self.school(school))/trainings" }
    public static func next(after code: CaseCode) -> String { segment(code.rawValue) }
    public static func calendar(_ secret: Secret) -> String { "/calendar/\(secret.text).ics" }

    /// A hash of the text (FNV-1a) is in its name: the next text has another, so that browsers may keep this one for good.
    public static func stylesheet(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "/style/\(String(hash, radix: 16)).css"
    }

    /// With everything percent-encoded that could be taken for more than a name.
    static func segment(_ text: String) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let hex = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: text.utf8.flatMap { byte in
                unreserved.contains(byte) ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }, as: UTF8.self)
    }
}
