// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/grammar.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace mpm::test {
namespace {

struct Unit {
    std::string base;
    double factor;
};

/// Units as Icinga 2 understands them: note that "m" is minutes and "d" days.
std::optional<Unit> unitNamed(const std::string& name)
{
    static const std::map<std::string, Unit> units{
        {"", {"", 1}},    {"s", {"s", 1}},    {"ms", {"s", 1e-3}}, {"us", {"s", 1e-6}}, {"ns", {"s", 1e-9}},
        {"m", {"s", 60}}, {"h", {"s", 3600}}, {"d", {"s", 86400}}, {"%", {"%", 1}},     {"c", {"c", 1}},
        {"B", {"B", 1}},  {"KB", {"B", 1e3}}, {"MB", {"B", 1e6}},  {"GB", {"B", 1e9}},  {"TB", {"B", 1e12}},
    };
    const auto unit = units.find(name);
    return unit == units.end() ? std::nullopt : std::optional(unit->second);
}

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::vector<std::string> fieldsOf(const std::string& text)
{
    std::vector<std::string> fields{""};
    for (const char c : text) {
        if (c == ';') {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    fields.resize(5);
    return fields;
}

bool isPlainNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("+-0123456789.e") == std::string::npos;
}

/// Reads one label=value;... and appends it to the metrics or to what was dropped.
void readItem(const std::string& label, const std::string& text, PluginOutput& output)
{
    const auto drop = [&](const std::string& reason) { output.dropped.push_back(label + "=" + text + ": " + reason); };
    if (text.find(',') != std::string::npos) {
        drop("comma in the value");
        return;
    }
    const auto fields = fieldsOf(text);
    const auto valueEnd = fields[0].find_first_not_of("+-0123456789.eE");
    const auto digits = fields[0].substr(0, valueEnd);
    const auto unitName = valueEnd == std::string::npos ? "" : fields[0].substr(valueEnd);
    char* end = nullptr;
    const double value = std::strtod(digits.c_str(), &end);
    const auto unit = unitNamed(unitName);
    if (digits.empty() || *end != '\0' || !unit) {
        drop("the value is no number with a known unit");
        return;
    }
    const auto limit = [&](std::size_t index, const char* what) -> std::string {
        if (!fields[index].empty() && !isPlainNumber(fields[index])) {
            drop(std::string(what) + " is no plain number");
            return "";
        }
        return fields[index];
    };
    const auto bound = [&](std::size_t index, const char* what) -> std::optional<double> {
        const auto number = limit(index, what);
        return number.empty() ? std::nullopt : std::optional(std::stod(number) * unit->factor);
    };
    PerfItem item;
    item.label = label;
    item.value = value * unit->factor;
    item.unit = unit->base;
    item.warning = limit(1, "warning");
    item.critical = limit(2, "critical");
    item.min = bound(3, "min");
    item.max = bound(4, "max");
    output.metrics.push_back(item);
}

void readPerfdata(const std::string& perfdata, PluginOutput& output)
{
    std::string prefix;
    for (std::size_t from = 0;;) {
        const auto equals = perfdata.find('=', from);
        if (equals == std::string::npos) {
            if (const auto rest = trimmed(perfdata.substr(std::min(from, perfdata.size()))); !rest.empty()) {
                output.dropped.push_back(rest + ": no '='");
            }
            return;
        }
        auto label = trimmed(perfdata.substr(from, equals - from));
        if (label.size() > 2 && label.front() == '\'' && label.back() == '\'') {
            label = label.substr(1, label.size() - 2);
        }
        const auto colons = label.rfind("::");
        if (colons != std::string::npos) {
            prefix = label.substr(0, colons);
        } else if (!prefix.empty()) {
            label = prefix + "::" + label;
        }
        const auto end = std::min(perfdata.find(' ', equals), perfdata.size());
        readItem(label, perfdata.substr(equals + 1, end - equals - 1), output);
        from = end + 1;
    }
}

} // namespace

PluginOutput readAsIcinga(std::string_view output)
{
    PluginOutput result;
    std::string perfdata;
    for (std::size_t from = 0; from < output.size();) {
        const auto end = std::min(output.find_first_of("\r\n", from), output.size());
        const auto line = output.substr(from, end - from);
        const auto bar = line.find('|');
        const bool hasPerfdata = bar != std::string_view::npos && line.find('=', bar) != std::string_view::npos;
        result.text += (result.text.empty() ? "" : "\n") + std::string(hasPerfdata ? line.substr(0, bar) : line);
        if (hasPerfdata) {
            perfdata += " " + std::string(line.substr(bar + 1));
        }
        from = end + 1;
    }
    readPerfdata(trimmed(perfdata), result);
    return result;
}

} // namespace mpm::test
