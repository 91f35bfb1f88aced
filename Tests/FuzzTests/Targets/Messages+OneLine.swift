import FollowUps

/// Whether a message for people is one printable line of a bearable length, whatever was in the file that it is about.
func isOneLine(_ message: String, atMost longest: Int) -> Bool {
    !message.isEmpty && message.unicodeScalars.count <= longest && !message.unicodeScalars.contains(where: \.isUnprintable)
}
