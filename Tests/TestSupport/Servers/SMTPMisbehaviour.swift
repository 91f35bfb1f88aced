/// One thing that ``SMTPTestServer`` does wrong, in one connection or in one transaction (from MAIL to the answer to
/// the content). A reply is Latin-1 without its CRLF, and may have several lines.
public struct SMTPMisbehaviour: Sendable, Encodable {
    let at: String
    let reply: String?
    let address: String?
    let oncePer: String

    private init(_ at: String, _ reply: String? = nil, address: String? = nil, oncePer: String) {
        (self.at, self.reply, self.address, self.oncePer) = (at, reply, address, oncePer)
    }

    /// Greets with this instead of `220`, and goes on.
    public static func greeting(_ reply: String) -> Self { Self("greeting", reply, oncePer: "connection") }
    /// Connects and says nothing.
    public static let hangAtGreeting = Self("hang-greeting", oncePer: "connection")
    /// Closes before the greeting.
    public static let dropAtGreeting = Self("drop-greeting", oncePer: "connection")
    public static let noSTARTTLS = Self("no-starttls", oncePer: "connection")
    /// The answer to EHLO.
    public static func hello(_ reply: String) -> Self { Self("hello", reply, oncePer: "connection") }
    /// The answer to a login.
    public static func login(_ reply: String) -> Self { Self("login", reply, oncePer: "connection") }

    /// Nothing wrong in this transaction, so that a later one is the bad one.
    public static let well = Self("well", oncePer: "transaction")
    /// The answer to MAIL.
    public static func mail(_ reply: String) -> Self { Self("mail", reply, oncePer: "transaction") }
    /// The answer to RCPT, for every address or for one.
    public static func recipient(_ reply: String, only address: String? = nil) -> Self {
        Self("recipient", reply, address: address, oncePer: "transaction")
    }
    /// The answer to DATA.
    public static func data(_ reply: String) -> Self { Self("data", reply, oncePer: "transaction") }
    /// The answer to the content, which is kept.
    public static func content(_ reply: String) -> Self { Self("content", reply, oncePer: "transaction") }
    /// Closes at MAIL, at DATA, after the first line of the content, or after the content, which is kept.
    public static let dropAtMail = Self("drop-mail", oncePer: "transaction")
    public static let dropBeforeData = Self("drop-data", oncePer: "transaction")
    public static let dropWithinContent = Self("drop-within", oncePer: "transaction")
    public static let dropAfterContent = Self("drop-after", oncePer: "transaction")
    /// Says nothing more: at MAIL, at DATA, after the first line of the content, or after the content, which is kept.
    public static let hangAtMail = Self("hang-mail", oncePer: "transaction")
    public static let hangBeforeData = Self("hang-data", oncePer: "transaction")
    public static let hangWithinContent = Self("hang-within", oncePer: "transaction")
    public static let hangAfterContent = Self("hang-after", oncePer: "transaction")
    /// Takes the content, and answers when a file with this path exists: a slow server whose pace the test sets.
    public static func holdAfterContent(until path: String) -> Self { Self("hold-after", path, oncePer: "transaction") }
    /// Closes right after accepting the content, like a server that restarts.
    public static let dropAfterAnswer = Self("drop-answered", oncePer: "transaction")
    /// Takes the content, and answers after a random time. For a `Mix` only.
    public static func slowAfterContent(atMost seconds: Double) -> Self { Self("slow", String(seconds), oncePer: "transaction") }

    /// Random misbehaviour, the same in every run that asks in the same order.
    public struct Mix: Sendable, Encodable {
        let seed: UInt64
        let percent: [String: Int]
        let of: [SMTPMisbehaviour]

        /// `connections` and `transactions` are percentages.
        public init(seed: UInt64, connections: Int, transactions: Int, of: [SMTPMisbehaviour]) {
            (self.seed, percent, self.of) = (seed, ["connection": connections, "transaction": transactions], of)
        }
    }
}
