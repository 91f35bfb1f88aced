import FollowUps

/// Whether a message is one printable line of a bearable length, whatever file it is about.
func isOneLine(_ message: String, atMost longest: Int) -> Bool {
    !message.isEmpty && message.unicodeScalars.count <= longest && !message.unicodeScalars.contains(where: \.isUnprintable)
}
