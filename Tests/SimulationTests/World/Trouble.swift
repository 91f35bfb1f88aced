import TestSupport

/// The sorts of trouble that a world has. Each has only some, so that what one world hides another shows.
struct Trouble {
    /// A process is killed between two steps.
    var crashes = false
    /// A server is down, busy, slow, or loses its answers.
    var weather = false
    /// A server says what is not so.
    var lies = false
    /// The disk is full for a while.
    var disk = false
    /// A clock is set forwards or back.
    var clock = false
    /// Nothing runs for hours or days.
    var downtime = false
    /// Two passes run at once.
    var twins = false
    /// The configuration is edited.
    var files = false
    /// People change things in the middle of a pass.
    var meddling = false
    /// People fall ill, and are excluded from cases.
    var people = false

    static let none = Trouble()

    /// One world in twenty has none at all.
    init(_ random: inout SeededGenerator) {
        if random.chance(5) { return }
        crashes = random.chance(60)
        weather = random.chance(60)
        lies = random.chance(15)
        disk = random.chance(30)
        clock = random.chance(30)
        downtime = random.chance(40)
        twins = random.chance(25)
        files = random.chance(50)
        meddling = random.chance(50)
        people = random.chance(70)
    }

    private init() {}
}
