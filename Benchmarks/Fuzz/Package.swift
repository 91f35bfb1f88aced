// swift-tools-version: 6.2
import PackageDescription

/// The parsers and the fuzz targets of the tests once more, for libFuzzer: `make soak` builds this with `--sanitize fuzzer`, and nothing else does.
///
/// A package of its own, so that the main one has no program that links with libFuzzer only; `Sources` and `Tests` are links to its folders.
let package = Package(
    name: "opvolg-fuzz",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(name: "FollowUps"),
        .target(name: "Tabular"),
        .target(name: "CProcess"),
        .target(name: "Configuration", dependencies: ["FollowUps", "Tabular", "CProcess"]),
        .target(
            name: "Store",
            dependencies: ["FollowUps", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Templates", dependencies: ["FollowUps", .product(name: "Mustache", package: "swift-mustache")]),
        .target(name: "Messages", dependencies: ["FollowUps", "Templates"]),
        .target(name: "WebPages", dependencies: ["FollowUps", "Templates", "Tabular"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Delivery", dependencies: ["FollowUps", "CCurl", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "OpvolgCLI",
            dependencies: [
                "FollowUps", "Configuration", "Store", "Templates", "Messages", "WebPages", "Tabular",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "opvolg-fuzz", dependencies: ["FollowUps", "Tabular", "Configuration", "Store", "Templates", "Messages", "Delivery", "OpvolgCLI"],
            path: ".", exclude: ["Tests/FuzzTests/Engine", "Tests/FuzzTests/FuzzTargetTests.swift"],
            sources: ["Driver.swift", "Tests/FuzzTests/Targets"],
            swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
    ]
)
