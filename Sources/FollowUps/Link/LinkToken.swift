/// The secret in a link: whoever has it may finish one follow-up in one person's name.
public typealias LinkToken = Secret
