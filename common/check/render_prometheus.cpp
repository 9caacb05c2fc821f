// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/render_prometheus.hpp"

#include "check/peer_text.hpp"
#include "check/version.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm {
namespace {

/// A label's value before it is escaped.
std::string shown(std::string_view text)
{
    constexpr std::size_t longestLabel = 1024;
    return printable(text, longestLabel);
}

/// Label values escape backslash, quote and line feed (exposition format 0.0.4).
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : shown(text)) {
        if (c == '\\' || c == '"') {
            out += '\\';
        }
        out += c;
    }
    return out;
}

using Label = std::pair<std::string, std::string>;

/// The labels of every series of this report, then these.
std::string labels(const Report& report, const std::vector<Label>& more = {})
{
    std::vector<Label> all{{"plugin", report.plugin}, {"target", report.target}};
    all.insert(all.end(), report.place.begin(), report.place.end());
    all.insert(all.end(), report.labels.begin(), report.labels.end());
    all.insert(all.end(), more.begin(), more.end());
    std::string out;
    for (const auto& [name, value] : all) {
        out += (out.empty() ? "{" : ",") + name + "=\"" + escaped(value) + "\"";
    }
    return out + "}";
}

void head(std::string& out, std::string_view name, std::string_view help)
{
    out += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " gauge\n";
}

/// One gauge per report.
void gauge(std::string& out, const Report& report, std::string_view name, std::string_view help,
           const std::string& value)
{
    head(out, name, help);
    out += std::string(name) + labels(report) + " " + value + "\n";
}

struct Family {
    std::string_view name;
    std::string_view help;
    std::string_view label; ///< that tells the metrics apart
    bool (*holds)(const Metric& metric);
};

bool isSeconds(const Metric& metric)
{
    return metric.unit == "s" && metric.name != "time";
}

/// As thresholds have it: a name with a dot is a host's or a server's.
bool isHost(const Metric& metric)
{
    return metric.name.find('.') != std::string::npos;
}

constexpr std::array families{
    Family{"mail_check_step_seconds", "How long one step took.", "phase",
           [](const Metric& metric) { return isSeconds(metric) && !isHost(metric); }},
    Family{"mail_check_host_seconds", "How long one host took.", "host",
           [](const Metric& metric) { return isSeconds(metric) && isHost(metric); }},
    Family{"mail_check_value", "A measured number.", "name", [](const Metric& metric) { return metric.unit.empty(); }},
};

void tellMetrics(std::string& out, const Report& report, const Family& family)
{
    bool first = true;
    for (const auto& metric : report.metrics) {
        if (!family.holds(metric)) {
            continue;
        }
        if (std::exchange(first, false)) {
            head(out, family.name, family.help);
        }
        out += std::string(family.name) + labels(report, {{std::string(family.label), metric.name}}) + " " +
               formatNumber(metric.value) + "\n";
    }
}

/// A series may stand once only, and a subject can have several findings of a kind, or look like another once it is
/// shown: the worst counts.
void tellFindings(std::string& out, const Report& report)
{
    if (report.findings.empty()) {
        return;
    }
    head(out, "mail_check_finding", "What was found, by finding ID; the value is its status.");
    std::map<std::pair<std::string, std::string>, Status> worst;
    for (const auto& finding : report.findings) {
        auto& most = worst.try_emplace({finding.id, shown(finding.subject)}, finding.status).first->second;
        most = worse(most, finding.status);
    }
    for (const auto& [key, most] : worst) {
        out += "mail_check_finding" + labels(report, {{"id", key.first}, {"subject", key.second}}) + " " +
               std::to_string(static_cast<int>(most)) + "\n";
    }
}

} // namespace

std::string renderPrometheus(const Report& report)
{
    std::string out;
    const auto status = static_cast<int>(report.status());
    gauge(out, report, "probe_success", "1 when the check is OK or WARNING, 0 otherwise.", status <= 1 ? "1" : "0");
    gauge(out, report, "mail_check_status", "Exit status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.",
          std::to_string(status));
    head(out, "mail_check_info", "Which version of the check this is.");
    out += "mail_check_info" + labels(report, {{"version", version}}) + " 1\n";
    for (const auto& metric : report.metrics) {
        if (metric.name == "time") {
            gauge(out, report, "probe_duration_seconds", "How long the whole check took.", formatNumber(metric.value));
        }
    }
    if (report.certExpiry) {
        gauge(out, report, "probe_ssl_earliest_cert_expiry", "Unix time at which the first certificate expires.",
              std::to_string(*report.certExpiry));
    }
    for (const auto& family : families) {
        tellMetrics(out, report, family);
    }
    tellFindings(out, report);
    return out;
}

} // namespace mpm
