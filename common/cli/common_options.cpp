// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/common_options.hpp"

#include "check/ascii.hpp"
#include "check/decimals.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "cli/effect.hpp"

#include <algorithm>
#include <array>

namespace mpm {
namespace {

constexpr std::array specs{
    OptionSpec{"use-ipv4", '4', Arity::Flag, "", "use IPv4 only", ""},
    OptionSpec{"use-ipv6", '6', Arity::Flag, "", "use IPv6 only", ""},
    OptionSpec{"source-address", '\0', Arity::Once, "ADDR", "connect from this address of the machine", ""},
    OptionSpec{"resolver", '\0', Arity::Repeated, "ADDR[:PORT]",
               "ask this DNS server, [v6]:PORT for IPv6; default: the system's", ""},
    OptionSpec{"timeout", 't', Arity::Once, "SECONDS[:STATUS]",
               "deadline of the whole run, decimals allowed, and the status when it passes; default 10:critical", ""},
    OptionSpec{"warning", 'w', Arity::Overridable, "[METRIC=]RANGE",
               "WARNING when METRIC (default: time) leaves the range; a comma list for several", ""},
    OptionSpec{"critical", 'c', Arity::Overridable, "[METRIC=]RANGE", "the same for CRITICAL", ""},
    OptionSpec{"severity", '\0', Arity::Overridable, "ID=STATUS",
               "count finding ID as ok, warning, critical or unknown; a comma list for several", ""},
    oneOf({"format", '\0', Arity::Once, "FORMAT", "text (default), json or prometheus", ""}, "text json prometheus"),
    OptionSpec{"label", '\0', Arity::Repeated, "NAME=VALUE",
               "a label on every Prometheus series and a field of \"labels\" in JSON", ""},
    OptionSpec{"verbose", 'v', Arity::Flag, "",
               "more detail: -v findings that are OK and the replies that matter, -vv the dialogue with times, secrets "
               "masked, "
               "-vvv all that was seen",
               ""},
    OptionSpec{"extra-opts", '\0', Arity::Optional, "[SECTION][@FILE]",
               "read options from a section of an ini file, as monitoring-plugins do", ""},
    OptionSpec{"list-findings", '\0', Arity::Flag, "",
               "show every finding with its default status, meaning, remedy and RFC, and exit", ""},
    OptionSpec{
        "explain", '\0', Arity::Once, "REPLY",
        "explain an SMTP reply such as 550, 5.1.1 or \"550 5.1.1 User unknown\", a class (5xx, X.7), the replies "
        "of a step (RCPT), or those in a log line or a bounce (- reads standard input), and exit",
        ""},
    OptionSpec{"help", 'h', Arity::Flag, "", "show this text and exit with status 3", ""},
    OptionSpec{"version", 'V', Arity::Flag, "", "show the version and exit with status 3", ""},
};

void readTimeout(CommonOptions& options, std::string_view text)
{
    const auto fail = [&](const std::string& why) { return UsageError("--timeout: '" + printable(text) + "' " + why); };
    const auto colon = text.find(':');
    const auto number = text.substr(0, colon);
    const auto seconds = parseDecimal(number);
    if (!seconds || *seconds < 0.05 || *seconds > 86400) {
        throw fail("is not a number of seconds from 0.05 to 86400");
    }
    options.timeout = Seconds(*seconds);
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

/// Of the exposition format, and none that the series have anyway.
Label readLabel(const std::string& text, const std::vector<Label>& before)
{
    constexpr std::array ours{"plugin", "target", "port", "mode", "phase", "host", "name", "id", "subject", "version"};
    const auto fail = [&](const std::string& why) { return UsageError("--label: '" + printable(text) + "' " + why); };
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    const bool sound = !name.empty() && !isDigit(name.front()) && !name.starts_with("__") && isAlphanumeric(name, "_");
    if (equals == std::string::npos || !sound) {
        throw fail("is not of the form NAME=VALUE with a NAME of letters, digits and underscores");
    }
    if (std::find(ours.begin(), ours.end(), name) != ours.end()) {
        throw fail("names a label that the series have already");
    }
    if (std::any_of(before.begin(), before.end(), [&](const Label& label) { return label.first == name; })) {
        throw fail("names a label that was given before");
    }
    return {name, printable(text.substr(equals + 1))};
}

/// A threshold that could never apply would be a promise that nobody keeps.
void refuseIdleThresholds(const CommandLine& line, const Thresholds& thresholds, const PluginDescription& plugin)
{
    for (const auto& metric : plugin.metrics) {
        const auto why = thresholds.isGiven(metric.name) ? whyWithoutEffect(line, metric.needs, metric.never) : "";
        if (!why.empty()) {
            throw UsageError("a threshold on '" + std::string(metric.name) + "' never applies " + why);
        }
    }
}

/// As check_ssl_cert has it: -w 20 -c 7.
bool lookLikeDays(const Threshold& threshold)
{
    const auto isCount = [](const Range& range) {
        return range.start() == 0 && !range.alarmInside() && range.end() >= 1;
    };
    return isCount(*threshold.warning) && isCount(*threshold.critical);
}

void refuseInverted(const CommandLine& line, const Thresholds& thresholds, const PluginDescription& plugin)
{
    const auto metric = thresholds.inverted();
    if (!metric) {
        return;
    }
    const auto threshold = thresholds.of(*metric);
    const auto warning = threshold.warning->toString();
    const auto critical = threshold.critical->toString();
    const bool days = std::any_of(plugin.options.begin(), plugin.options.end(), [&](const OptionSpec& option) {
        return option.name == "certificate" && whyWithoutEffect(line, option.needs, option.never).empty();
    });
    throw UsageError("--warning " + warning + " and --critical " + critical + " of '" + printable(*metric) +
                     "': whatever is WARNING is CRITICAL already" +
                     (days && *metric == "time" && lookLikeDays(threshold)
                          ? "; days that the certificate must be valid for are -D " + warning + "," + critical
                          : ""));
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

ReportParts CommonOptions::parts() const
{
    const bool text = format == Format::Text;
    const bool json = format == Format::Json;
    return {.replies = text && verbosity == 1,
            .transcript = (text || json) && verbosity >= 2,
            .observations = json || (text && verbosity >= 3)};
}

CommonOptions readCommonOptions(const CommandLine& line, const PluginDescription& plugin)
{
    CommonOptions options;
    options.timeout = plugin.waitsForMail ? Seconds(55) : options.timeout;
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
    refuseIdleThresholds(line, options.thresholds, plugin);
    refuseInverted(line, options.thresholds, plugin);
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
    for (const auto& text : line.all("label")) {
        options.labels.push_back(readLabel(text, options.labels));
    }
    options.verbosity = static_cast<int>(std::min<std::size_t>(line.count("verbose"), 3));
    return options;
}

} // namespace mpm
