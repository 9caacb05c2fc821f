// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/render_prometheus.hpp"

#include "check/peer_text.hpp"

#include <map>
#include <string_view>
#include <utility>

namespace mpm {
namespace {

/// Label values escape backslash, quote and line feed (exposition format 0.0.4).
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : printable(text, 1024)) {
        if (c == '\\' || c == '"') {
            out += '\\';
        }
        out += c;
    }
    return out;
}

using Label = std::pair<std::string_view, std::string_view>;

std::string labels(std::initializer_list<Label> pairs)
{
    std::string out;
    for (const auto& [name, value] : pairs) {
        out += (out.empty() ? "{" : ",") + std::string(name) + "=\"" + escaped(value) + "\"";
    }
    return out + "}";
}

void head(std::string& out, std::string_view name, std::string_view help)
{
    out += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " gauge\n";
}

} // namespace

std::string renderPrometheus(const Report& report)
{
    std::string out;
    const auto base = labels({{"plugin", report.plugin}, {"target", report.target}});
    const auto status = static_cast<int>(report.status());
    head(out, "probe_success", "1 when the check is OK or WARNING, 0 otherwise.");
    out += "probe_success" + base + " " + (status <= 1 ? "1" : "0") + "\n";
    head(out, "mail_check_status", "Exit status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.");
    out += "mail_check_status" + base + " " + std::to_string(status) + "\n";
    for (const auto& metric : report.metrics) {
        if (metric.name == "time") {
            head(out, "probe_duration_seconds", "How long the whole check took.");
            out += "probe_duration_seconds" + base + " " + formatNumber(metric.value) + "\n";
        }
    }
    for (const auto* const unit : {"s", ""}) {
        const std::string name = *unit != '\0' ? "mail_check_step_seconds" : "mail_check_value";
        bool first = true;
        for (const auto& metric : report.metrics) {
            if (metric.unit != unit || metric.name == "time") {
                continue;
            }
            if (std::exchange(first, false)) {
                head(out, name, *unit != '\0' ? "How long one step took." : "A measured number.");
            }
            out += name + labels({{"plugin", report.plugin}, {"target", report.target}, {"name", metric.name}}) + " " +
                   formatNumber(metric.value) + "\n";
        }
    }
    if (!report.findings.empty()) {
        head(out, "mail_check_finding", "What was found, by finding ID; the value is its status.");
        // A series may stand once only, and a subject can have several findings of a kind: the worst counts.
        std::map<std::pair<std::string_view, std::string_view>, Status> worst;
        for (const auto& finding : report.findings) {
            auto& most = worst.try_emplace({finding.id, finding.subject}, finding.status).first->second;
            most = worse(most, finding.status);
        }
        for (const auto& [key, most] : worst) {
            out += "mail_check_finding" +
                   labels({{"plugin", report.plugin},
                           {"target", report.target},
                           {"id", key.first},
                           {"subject", key.second}}) +
                   " " + std::to_string(static_cast<int>(most)) + "\n";
        }
    }
    return out;
}

} // namespace mpm
