// Every table of these tests is written in them.
@_exported import SchoolTestSupport
