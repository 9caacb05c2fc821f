// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/common_options.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mpm {
namespace {

constexpr std::array specs{
    OptionSpec{"use-ipv4", '4', Arity::Flag, "", "use IPv4 only", ""},
    OptionSpec{"use-ipv6", '6', Arity::Flag, "", "use IPv6 only", ""},
    OptionSpec{"source-address", '\0', Arity::Once, "ADDR", "connect from this address of the machine", ""},
    OptionSpec{"resolver", '\0', Arity::Repeated, "ADDR[:PORT]",
               "ask this DNS server, [v6]:PORT for IPv6; default: the system's, /etc/hosts included", ""},
    OptionSpec{"timeout", 't', Arity::Once, "SECONDS[:STATUS]",
               "deadline of the whole run, decimals allowed, and the status when it passes; default 10:critical", ""},
    OptionSpec{"warning", 'w', Arity::Overridable, "[METRIC=]RANGE",
               "WARNING when METRIC (default: time) leaves the range; a comma list for several", ""},
    OptionSpec{"critical", 'c', Arity::Overridable, "[METRIC=]RANGE", "the same for CRITICAL", ""},
    OptionSpec{"severity", '\0', Arity::Overridable, "ID=STATUS",
               "count finding ID as ok, warning, critical or unknown; a comma list for several", ""},
    OptionSpec{"format", '\0', Arity::Once, "FORMAT", "text (default), json or prometheus", ""},
    OptionSpec{"verbose", 'v', Arity::Flag, "",
               "more detail: -v findings that are OK, -vv what was seen, -vvv the dialogue, secrets masked", ""},
    OptionSpec{"extra-opts", '\0', Arity::Optional, "[SECTION][@FILE]",
               "read options from a section of an ini file, as monitoring-plugins do", ""},
    OptionSpec{"list-findings", '\0', Arity::Flag, "",
               "show every finding with its default status, meaning, remedy and RFC, and exit", ""},
    OptionSpec{"explain", '\0', Arity::Once, "REPLY",
               "explain an SMTP reply such as 550, 5.1.1 or \"550 5.1.1 User unknown\", and exit", ""},
    OptionSpec{"help", 'h', Arity::Flag, "", "show this text and exit with status 3", ""},
    OptionSpec{"version", 'V', Arity::Flag, "", "show the version and exit with status 3", ""},
};

void readTimeout(CommonOptions& options, std::string_view text)
{
    const auto fail = [&](const std::string& why) { return UsageError("--timeout: '" + printable(text) + "' " + why); };
    const auto colon = text.find(':');
    const auto number = text.substr(0, colon);
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), seconds, std::chars_format::fixed);
    // from_chars reads "inf" and "nan" too; the comparison refuses both.
    const bool sound =
        error == std::errc{} && end == number.data() + number.size() && seconds >= 0.05 && seconds <= 86400;
    if (!sound) {
        throw fail("is not a number of seconds from 0.05 to 86400");
    }
    options.timeout = Seconds(seconds);
    if (colon != std::string_view::npos) {
        const auto status = parseStatus(text.substr(colon + 1));
        if (!status) {
            throw fail("ends with '" + printable(text.substr(colon + 1)) +
                       "', which is not one of ok, warning, critical, unknown");
        }
        options.timeoutStatus = *status;
    }
}

NetworkOptions readNetwork(const CommandLine& line)
{
    NetworkOptions network;
    if (line.has("use-ipv4") && line.has("use-ipv6")) {
        throw UsageError("--use-ipv4 and --use-ipv6 exclude each other; without both, both families are used");
    }
    if (line.has("use-ipv4") || line.has("use-ipv6")) {
        network.families = line.has("use-ipv4") ? FamilyChoice::IPv4 : FamilyChoice::IPv6;
    }
    if (const auto source = line.value("source-address")) {
        network.source = IpAddress::parse(*source);
        if (!network.source) {
            throw UsageError("--source-address: '" + printable(*source) + "' is not an IP address");
        }
        if (!wants(network.families, network.source->family())) {
            throw UsageError("--source-address: '" + printable(*source) +
                             "' is not of the family that -4 or -6 demands");
        }
        // From an address of one family nothing of the other can be reached.
        network.families = network.source->family() == Family::IPv4 ? FamilyChoice::IPv4 : FamilyChoice::IPv6;
    }
    for (const auto& text : line.all("resolver")) {
        const auto endpoint = Endpoint::parse(text, 53);
        if (!endpoint) {
            throw UsageError("--resolver: '" + printable(text) + "' is not of the form ADDR, ADDR:PORT or [v6]:PORT");
        }
        network.resolvers.push_back(*endpoint);
    }
    return network;
}

void checkMetricNames(const CommonOptions& options, const PluginDescription& plugin)
{
    for (const auto& [name, threshold] : options.thresholds.all()) {
        const bool known = std::any_of(plugin.metrics.begin(), plugin.metrics.end(),
                                       [&, &key = name](const MetricSpec& metric) { return metric.name == key; });
        const bool host = plugin.metricsPerHost && name.find('.') != std::string::npos;
        if (!known && !host) {
            throw UsageError("there is no metric '" + printable(name) +
                             "' to set a threshold on; --help names them all");
        }
    }
}

} // namespace

OptionSpecs commonOptions()
{
    return specs;
}

std::optional<Format> parseFormat(std::string_view word)
{
    if (word == "text") {
        return Format::Text;
    }
    if (word == "json") {
        return Format::Json;
    }
    if (word == "prometheus") {
        return Format::Prometheus;
    }
    return std::nullopt;
}

CommonOptions readCommonOptions(const CommandLine& line, const PluginDescription& plugin)
{
    CommonOptions options;
    options.network = readNetwork(line);
    if (const auto timeout = line.value("timeout")) {
        readTimeout(options, *timeout);
    }
    for (const auto& list : line.all("warning")) {
        options.thresholds.addWarning(list);
    }
    for (const auto& list : line.all("critical")) {
        options.thresholds.addCritical(list);
    }
    checkMetricNames(options, plugin);
    const auto rangeOf = [](std::string_view text) {
        return text.empty() ? std::nullopt : std::optional(Range::parse(text));
    };
    for (const auto& given : plugin.defaultThresholds) {
        options.thresholds.defaultTo(given.metric, rangeOf(given.warning), rangeOf(given.critical));
    }
    for (const auto& list : line.all("severity")) {
        addSeverity(options.severities, list, allFindings(plugin));
    }
    if (const auto word = line.value("format")) {
        const auto format = parseFormat(*word);
        if (!format) {
            throw UsageError("--format: '" + printable(*word) + "' is not one of text, json, prometheus");
        }
        options.format = *format;
    }
    options.verbosity = static_cast<int>(std::min<std::size_t>(line.count("verbose"), 3));
    return options;
}

} // namespace mpm
