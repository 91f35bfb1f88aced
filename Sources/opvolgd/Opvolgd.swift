@main struct Opvolgd { static func main() {} }
