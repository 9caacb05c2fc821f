// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/render_json.hpp"

#include "check/decimals.hpp"
#include "check/version.hpp"

#include <nlohmann/json.hpp>

namespace mpm {
namespace {

using Json = nlohmann::ordered_json;

Json limit(const std::optional<Range>& range)
{
    return range ? Json(range->toString()) : Json(nullptr);
}

Json number(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

/// Microseconds are the finest that is measured: 0.042 rather than 0.042000000000000003.
double inMicroseconds(double value)
{
    return rounded(value * 1e6) / 1e6;
}

Json toJson(const Scalar& value)
{
    if (const auto* measured = std::get_if<double>(&value)) {
        return inMicroseconds(*measured);
    }
    return std::visit([](const auto& scalar) { return Json(scalar); }, value);
}

void fill(Json& object, const Row& row)
{
    for (const auto& [name, value] : row) {
        object[name] = toJson(value);
    }
}

Json toJson(const Finding& finding)
{
    return {{"id", finding.id},
            {"status", static_cast<int>(finding.status)},
            {"status_text", toString(finding.status)},
            {"subject", finding.subject},
            {"message", finding.message},
            {"remedy", finding.remedy},
            {"reference", finding.reference}};
}

Json toJson(const Metric& metric)
{
    return {{"name", metric.name},
            {"value", inMicroseconds(metric.value)},
            {"unit", metric.unit},
            {"warning", limit(metric.threshold.warning)},
            {"critical", limit(metric.threshold.critical)},
            {"min", number(metric.min)},
            {"max", number(metric.max)}};
}

Json toJson(const Observations& observations)
{
    auto object = Json::object();
    fill(object, observations.facts);
    for (const auto& [name, rows] : observations.tables) {
        auto& array = object[name] = Json::array();
        for (const auto& row : rows) {
            fill(array.emplace_back(Json::object()), row);
        }
    }
    return object;
}

} // namespace

std::string renderJson(std::string_view plugin, const std::vector<FindingKind>& kinds)
{
    Json object{{"plugin", plugin}, {"version", version}, {"findings", Json::array()}};
    for (const auto& kind : kinds) {
        object["findings"].push_back({{"id", kind.id},
                                      {"status", static_cast<int>(kind.status)},
                                      {"status_text", toString(kind.status)},
                                      {"meaning", kind.meaning},
                                      {"remedy", kind.remedy},
                                      {"reference", kind.reference}});
    }
    return object.dump() + "\n";
}

std::string renderJson(const Report& report, int verbosity)
{
    Json object;
    object["plugin"] = report.plugin;
    object["version"] = version;
    object["status"] = static_cast<int>(report.status());
    object["status_text"] = toString(report.status());
    object["summary"] = report.headline();
    object["target"] = report.target;
    if (!report.labels.empty()) {
        auto& labels = object["labels"] = Json::object();
        for (const auto& [name, value] : report.labels) {
            labels[name] = value;
        }
    }
    object["findings"] = Json::array();
    for (const auto& finding : report.findings) {
        object["findings"].push_back(toJson(finding));
    }
    object["metrics"] = Json::array();
    for (const auto& metric : report.metrics) {
        object["metrics"].push_back(toJson(metric));
    }
    object["observations"] = toJson(report.observations);
    if (verbosity >= 2) {
        object["transcript"] = report.transcript;
    }
    // Whatever slipped in that is no UTF-8 must not cost the monitoring system the whole answer.
    return object.dump(verbosity > 0 ? 2 : -1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mpm
