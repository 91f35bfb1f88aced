import Configuration

@main
enum Main {
    static func main() async { await Opvolgd.main(ProgramArguments.current()) }
}
