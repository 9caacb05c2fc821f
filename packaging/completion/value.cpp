// SPDX-License-Identifier: GPL-3.0-or-later
#include "value.hpp"

#include "check/ascii.hpp"
#include "check/status.hpp"

namespace mpm::completion {
namespace {

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::vector<Word> findingIds(const PluginDescription& plugin)
{
    std::vector<Word> words;
    for (const auto& kind : allFindings(plugin)) {
        words.push_back({std::string(kind.id), kind.meaning});
    }
    return words;
}

/// Those of a host ("<host>") are told by its name, which nobody knows here.
std::vector<Word> metricNames(const PluginDescription& plugin)
{
    std::vector<Word> words;
    for (const auto& metric : plugin.metrics) {
        if (!metric.name.starts_with('<')) {
            words.push_back({std::string(metric.name), metric.meaning});
        }
    }
    return words;
}

std::vector<Word> wordsOf(std::string_view blankSeparated)
{
    std::vector<Word> words;
    for (const auto& word : splitWords(blankSeparated)) {
        words.push_back({word});
    }
    return words;
}

} // namespace

Value valueOf(const OptionSpec& option, const PluginDescription& plugin)
{
    using Kind = Value::Kind;
    const auto argument = option.argument;
    if (option.arity == Arity::Flag) {
        return {Kind::None};
    }
    if (argument == "ID=STATUS") {
        return {Kind::Words, findingIds(plugin), true, {"ok", "warning", "critical", "unknown"}, true};
    }
    if (argument == "[METRIC=]RANGE") {
        return {Kind::Words, metricNames(plugin), true, {}, true};
    }
    if (!option.words.empty()) {
        return {Kind::Words, wordsOf(option.words), holds(argument, "="), {}, argument == "LIST"};
    }
    if (argument == "FILE" || argument == "FILE|URL") {
        return {Kind::File};
    }
    if (argument == "DIR") {
        return {Kind::Folder};
    }
    return {argument == "HOST" || argument == "SERVER" ? Kind::Host : Kind::Free};
}

std::vector<OptionSpec> shownOptions(const PluginDescription& plugin)
{
    auto options = allOptions(plugin);
    std::erase_if(options, [](const OptionSpec& option) { return option.iniOnly; });
    return options;
}

std::vector<std::string> spellings(const OptionSpec& option)
{
    std::vector<std::string> all;
    if (option.letter != '\0') {
        all.push_back(std::string("-") + option.letter);
    }
    all.push_back("--" + std::string(option.name));
    return all;
}

std::vector<std::string> furtherSpellings(const OptionSpec& option)
{
    std::vector<std::string> all;
    for (const auto& alias : splitWords(option.aliases)) {
        all.push_back((alias.size() == 1 ? "-" : "--") + alias);
    }
    return all;
}

} // namespace mpm::completion
