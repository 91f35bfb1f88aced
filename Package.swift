// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 language mode comes with the tools version; a warning is an error, so that `main` never collects any.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// For the targets that compute. In a debug build, tests and the programs that they start spend most of their time there, such as a fifth of a second
/// on each reading of a configuration.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "opvolg",
    products: [
        .executable(name: "opvolg", targets: ["opvolg"]),
        .executable(name: "opvolgd", targets: ["opvolgd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Its trait of that name makes the module alias below reach the package that has a second module named Configuration.
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: ["ConfigurationSupport"]),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: [
        // The domain: values and pure decisions. It imports nothing of ours.
        .target(name: "FollowUps", swiftSettings: optimised),

        // TOML and CSV as text; it knows nothing of follow-ups.
        .target(name: "Tabular", swiftSettings: optimised),

        // Texts from templates, checked when they are loaded; what mails and pages have in common.
        .target(
            name: "Templates",
            dependencies: ["FollowUps", .product(name: "Mustache", package: "swift-mustache")],
            swiftSettings: optimised),

        // What a process cannot know of itself by way of Swift where /proc is not mounted.
        .target(name: "CProcess"),

        // The adapters: each knows the domain, none knows another.
        .target(
            name: "Configuration",
            dependencies: ["FollowUps", "Tabular", "CProcess"],
            swiftSettings: optimised),
        .target(
            name: "Store",
            dependencies: [
                "FollowUps", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: optimised),
        .target(
            name: "Messages",
            dependencies: ["FollowUps", "Templates"],
            swiftSettings: optimised),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "Delivery",
            dependencies: ["FollowUps", "CCurl", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),

        // Settings to transports and mailboxes, with their secrets.
        .target(name: "DeliverySetup", dependencies: ["FollowUps", "Configuration", "Delivery"], swiftSettings: strict),

        // The pass, and the services that run it.
        .target(
            name: "Reminding",
            dependencies: [
                "FollowUps", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        // Sign-in with the school's account.
        .target(
            name: "OpenIDConnect",
            dependencies: ["FollowUps", .product(name: "JWTKit", package: "jwt-kit"), .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),

        // What pages, downloads, feeds and metrics say; no server, so that templates can be checked without one.
        .target(
            name: "WebPages",
            dependencies: ["FollowUps", "Templates", "Tabular"],
            swiftSettings: strict),

        // The service that serves them.
        .target(
            name: "WebServer",
            dependencies: [
                "FollowUps", "Templates", "WebPages",
                .product(name: "Hummingbird", package: "hummingbird", moduleAliases: ["Configuration": "SwiftConfiguration"]),
                .product(name: "HummingbirdCore", package: "hummingbird", moduleAliases: ["Configuration": "SwiftConfiguration"]),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        // The programs.
        .target(
            name: "OpvolgCLI",
            dependencies: [
                "FollowUps", "Configuration", "Store", "Templates", "Messages", "WebPages", "Tabular",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(name: "opvolg", dependencies: ["OpvolgCLI", "Configuration"], swiftSettings: strict),
        .executableTarget(
            name: "opvolgd",
            dependencies: [
                "FollowUps", "Configuration", "Store", "Messages", "Delivery", "DeliverySetup", "Reminding", "Templates", "WebPages", "WebServer",
                "OpenIDConnect",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        // Tests, by the target that they test.
        .target(name: "TestSupport", path: "Tests/TestSupport", exclude: ["Scripts"], swiftSettings: strict),
        // Lets tests change a database from raw values, by the requests that the store takes.
        .target(
            name: "StoreTestSupport", dependencies: ["Store", "FollowUps", "SchoolTestSupport"], path: "Tests/StoreTestSupport", swiftSettings: strict
        ),
        .testTarget(name: "DeliveryTests", dependencies: ["Delivery", "FollowUps", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "FollowUps", "Tabular"],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(name: "TabularTests", dependencies: ["Tabular", "TestSupport"], swiftSettings: strict),
        // The shipped catalogue against what the protocol obliges to, over a real database.
        .testTarget(name: "MeldcodeTests", dependencies: ["Configuration", "FollowUps", "Store", "StoreTestSupport"], swiftSettings: strict),
        // Boards and literals that the tests of several targets share.
        .target(name: "SchoolTestSupport", dependencies: ["FollowUps"], path: "Tests/SchoolTestSupport", swiftSettings: strict),
        .testTarget(name: "TemplatesTests", dependencies: ["Templates", "FollowUps", "SchoolTestSupport"], swiftSettings: strict),
        .testTarget(name: "MessagesTests", dependencies: ["Messages", "Templates", "FollowUps", "SchoolTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "WebPagesTests", dependencies: ["WebPages", "Templates", "FollowUps", "SchoolTestSupport", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "RemindingTests",
            dependencies: ["Reminding", "Configuration", "Messages", "Store", "FollowUps", "TestSupport", "StoreTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "OpvolgCLITests",
            dependencies: ["OpvolgCLI", "Configuration", "FollowUps", "Store", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        // Every parser, given what nobody meant to write; `Benchmarks/Fuzz` builds the targets once more for libFuzzer.
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Configuration", "Delivery", "FollowUps", "Messages", "OpvolgCLI", "Store", "Tabular", "Templates", "TestSupport"],
            swiftSettings: strict),
        // Random worlds over a real database, by the thousand.
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Reminding", "Configuration", "Messages", "Store", "Delivery", "FollowUps", "TestSupport", "StoreTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "WebServerTests",
            dependencies: [
                "WebServer", "WebPages", "Templates", "FollowUps", "SchoolTestSupport", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird", moduleAliases: ["Configuration": "SwiftConfiguration"]),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strict),
        // A provider of accounts that lies in every way.
        .testTarget(
            name: "OpenIDConnectTests",
            dependencies: [
                "OpenIDConnect", "FollowUps", .product(name: "JWTKit", package: "jwt-kit"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ], swiftSettings: strict),
        // What is not Swift: make, CI, systemd units.
        .testTarget(name: "ServerFilesTests", swiftSettings: strict),

        .testTarget(name: "FollowUpsTests", dependencies: ["FollowUps", "TestSupport", "SchoolTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "FollowUps", "TestSupport", "StoreTestSupport", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        // The programs as they are built, run as a person or systemd would.
        .testTarget(
            name: "ProgramTests", dependencies: ["TestSupport", "Store", "FollowUps", "Templates", "opvolg", "opvolgd"], swiftSettings: strict),
    ]
)

// OPVOLG_TESTS="FollowUpsTests StoreTests" leaves the other test targets out: a change of one target is then built and tested in a fraction of the time.
if let wanted = Context.environment["OPVOLG_TESTS"]?.split(separator: " ") {
    package.targets.removeAll { $0.type == .test && !wanted.contains($0.name[...]) }
}
