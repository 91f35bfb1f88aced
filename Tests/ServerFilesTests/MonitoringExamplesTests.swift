import Foundation
import Testing

@Suite("Examples for monitoring")
struct MonitoringExamplesTests {
    /// The names of figures that a text mentions.
    private func figures(in text: String) -> Set<String> {
        Set(text.matches(of: #/opvolg_[a-z_]+/#).map { String($0.output) })
    }

    /// Those that the service writes.
    private var written: Set<String> {
        get throws { figures(in: try Repository.text("Sources/WebPages/Metrics/PrometheusText.swift")) }
    }

    @Test("alerts and dashboard ask for figures that the service writes, and for no others")
    func names() throws {
        let written = try written
        for path in ["docs/examples/prometheus-alerts.yml", "docs/examples/grafana-dashboard.json"] {
            let asked = figures(in: try Repository.text(path))
            #expect(asked.count >= 4 && asked.isSubset(of: written), "\(path): \(asked.subtracting(written))")
        }
    }

    @Test("every alert fires by the fault that it is for, as Prometheus' own program computes it, and none while all is well")
    func alertsFire() throws {
        let rules = "docs/examples/prometheus-alerts.yml"
        let checked = try Command.run("promtool", "check", "rules", rules)
        #expect(checked.status == 0, "\(checked.output)")
        let files = try Repository.files(in: "Tests/Monitoring")
        #expect(files.count == 2)
        var firing: Set<String> = []
        for file in files {
            let run = try Command.run("promtool", "test", "rules", file)
            #expect(run.status == 0, "\(run.output)")
            // An expectation of something, and not of `[]`.
            firing.formUnion(try Repository.text(file).matches(of: #/alertname: (\w+)\n\s+exp_alerts:\n\s+- exp_labels/#).map { String($0.1) })
        }
        #expect(firing == Set(try Repository.text(rules).matches(of: #/- alert: (\w+)/#).map { String($0.1) }))
    }

    @Test("every alert has an expression, a severity and what to do; the dashboard is JSON with an expression in each panel")
    func whole() throws {
        let alerts = try Repository.text("docs/examples/prometheus-alerts.yml").components(separatedBy: "- alert: ").dropFirst()
        #expect(alerts.count == 18)
        for alert in alerts {
            for part in ["expr: ", "severity: ", "summary: ", "description: "] { #expect(alert.contains(part), "\(alert.prefix(30)) \(part)") }
        }
        let json = try JSONSerialization.jsonObject(with: Data(try Repository.text("docs/examples/grafana-dashboard.json").utf8))
        let panels = try #require((json as? [String: Any])?["panels"] as? [[String: Any]])
        #expect(panels.count == 12)
        for panel in panels { #expect((panel["targets"] as? [[String: Any]])?.allSatisfy { ($0["expr"] as? String)?.isEmpty == false } == true) }
    }
}
