extension FuzzTarget {
    /// Every parser that reads what people, files or other machines write.
    static let all: [FuzzTarget] = [
        .toml, .configuration, .catalogue, .csv, .staffList, .templates, .json, .grammar, .caseCodes, .privateText, .addresses, .smtpAnswers,
        .imapAnswers, .httpAnswers, .commandLine, .importRows, .returnedMail,
    ]
}
