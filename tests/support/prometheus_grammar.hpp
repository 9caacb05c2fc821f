// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::test {

/// One sample: labels unescaped.
struct PrometheusSample {
    std::string name;
    std::map<std::string, std::string> labels;
    double value = 0;

    bool operator==(const PrometheusSample&) const = default;
};

/// What a scrape takes out of an exposition.
struct PrometheusOutput {
    std::map<std::string, std::string> types; ///< by metric: "gauge"
    std::vector<PrometheusSample> samples;    ///< in their order
};

/// The Prometheus text exposition format 0.0.4, as node_exporter's textfile collector takes it, and stricter: valid
/// UTF-8; every line ends with a line feed and is `# HELP name text`, `# TYPE name type` or a sample; each metric has
/// one HELP and one TYPE before its samples, and all its lines stand together; names are well-formed, none begins with
/// `__`; only `\\`, `\"` and `\n` are escapes; a value is a number; there is no timestamp, which the collector refuses;
/// no label stands twice in a sample, and no sample twice.
/// Throws GrammarError that says what is wrong and in which line.
PrometheusOutput readAsPrometheus(std::string_view exposition);

} // namespace mpm::test
