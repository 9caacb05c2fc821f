// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plugin.hpp"

#include "check/append.hpp"
#include "check/report.hpp"
#include "check/status.hpp"
#include "check/version.hpp"
#include "cli/effect.hpp"
#include "cli/secret_files.hpp"

#include <string>

namespace mpm {
namespace {

constexpr std::size_t textColumn = 6;
constexpr std::size_t width = 80;

/// Paragraph text broken at blanks, each line behind `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent)
{
    std::string out;
    std::size_t column = 0;
    while (!text.empty()) {
        const auto end = text.find(' ');
        const auto word = text.substr(0, end);
        if (column > 0 && column + 1 + word.size() > width) {
            out += "\n";
            column = 0;
        }
        if (column == 0) {
            out += std::string(indent, ' ');
            column = indent;
        } else {
            out += " ";
            ++column;
        }
        out += word;
        column += word.size();
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out + "\n";
}

std::string spelling(const OptionSpec& spec)
{
    std::string text = spec.letter != '\0' ? std::string("-") + spec.letter + ", " : "    ";
    text += "--" + std::string(spec.name);
    if (spec.arity == Arity::Optional) {
        text += "[=" + std::string(spec.argument) + "]";
    } else if (spec.arity != Arity::Flag) {
        text += " " + std::string(spec.argument);
    }
    return text;
}

std::string describe(OptionSpecs specs)
{
    std::string out;
    for (const auto& spec : specs) {
        if (spec.iniOnly) {
            continue; // told of where its file is
        }
        std::string help(spec.help);
        if (spec.arity == Arity::Repeated || spec.arity == Arity::Overridable) {
            help += " (repeatable)";
        }
        out += "  " + spelling(spec) + "\n" + wrapped(help, textColumn);
    }
    return out;
}

/// Those of every check, with what is another default here.
std::vector<OptionSpec> commonOptionsOf(const PluginDescription& plugin)
{
    const auto common = commonOptions();
    std::vector<OptionSpec> options(common.begin(), common.end());
    for (auto& option : options) {
        if (plugin.waitsForMail && option.name == "timeout") {
            option.help = "deadline of the whole run, decimals allowed, and the status when it passes; default "
                          "55:critical";
        }
    }
    return options;
}

} // namespace

std::vector<OptionSpec> allOptions(const PluginDescription& plugin)
{
    auto options = plugin.options;
    append(options, commonOptionsOf(plugin));
    return options;
}

std::vector<FindingKind> allFindings(const PluginDescription& plugin)
{
    auto kinds = plugin.findings;
    append(kinds, {metricMissing, optionUnused});
    if (readSecrets(plugin.options)) {
        kinds.push_back(secretFileReadable);
    }
    append(kinds, {usageErrorKind, internalErrorKind});
    return kinds;
}

std::string helpText(const PluginDescription& plugin)
{
    auto out = std::string(plugin.name) + " " + version + " (monitoring-plugins-mail)\n" + wrapped(plugin.purpose, 0);
    out += "\nUsage: " + std::string(plugin.name) + " " + std::string(plugin.usage) + "\n";
    out += "\nOptions of this check:\n" + describe(plugin.options);
    out += "\nOptions of every check:\n" + describe(commonOptionsOf(plugin));
    out += "\nMetrics for --warning and --critical:\n";
    for (const auto& metric : plugin.metrics) {
        out += "  " + std::string(metric.name) + "\n" + wrapped(metric.meaning, textColumn);
    }
    out += "\nExamples:\n";
    for (const auto& example : plugin.examples) {
        out += "  " + std::string(example) + "\n";
    }
    out += "\nExit status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN (usage errors, faults of this machine).\n";
    return out;
}

std::string findingsText(const PluginDescription& plugin)
{
    std::string out;
    for (const auto& kind : allFindings(plugin)) {
        out += std::string(kind.id) + " [" + std::string(toString(kind.status)) + "]\n";
        out += wrapped(kind.meaning, 2);
        out += wrapped("what to do: " + std::string(kind.remedy), 2);
        if (!kind.reference.empty()) {
            out += "  reference: " + std::string(kind.reference) + "\n";
        }
    }
    return out;
}

} // namespace mpm
