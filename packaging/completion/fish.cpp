// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "quoting.hpp"
#include "scripts.hpp"
#include "value.hpp"

namespace mpm::completion {
namespace {

/// What completes the last part of a list, and of that what stands behind an equal sign.
constexpr std::string_view listFunction = R"(
# Words for what stands behind the last comma: given with their meanings, an equal sign behind each when ASSIGNED, which
# are the words that may follow it (- for any), is not empty.
function __NAME_list --argument-names assigned
    set -l typed (string replace -r -- '^--[a-z0-9-]+=' '' (commandline -ct))
    set -l head (string match -r -- '^.*,' $typed)
    set -l key (string match -r -- '^[^=]+=' (string replace -r -- '^.*,' '' $typed))
    if test -n "$assigned" -a -n "$key"
        for word in (string match -v -- - (string split ' ' $assigned))
            echo "$head$key$word"
        end
    else
        for word in $argv[2..]
            test -n "$assigned" && set word (string replace \t =\t $word)
            echo "$head$word"
        end
    end
end
)";

/// In fish a backslash means itself in single quotes, but before another one or a quote.
std::string fishQuoted(std::string_view text)
{
    return "'" + escaped(text, "\\'") + "'";
}

/// The name of the function that completes the option's value.
std::string functionName(const OptionSpec& option, const PluginDescription& plugin)
{
    return "__" + std::string(plugin.name) + "_" + replaced(option.name, "-", "_");
}

bool hasFunction(const Value& value)
{
    return value.kind == Value::Kind::Words && (value.assigns || value.list);
}

std::string function(const OptionSpec& option, const Value& value, const PluginDescription& plugin)
{
    const std::string assigned = !value.assigns ? "" : value.assigned.empty() ? "-" : join(value.assigned, " ");
    auto text = "\nfunction " + functionName(option, plugin) + "\n    __" + std::string(plugin.name) + "_list " +
                fishQuoted(assigned);
    for (const auto& word : value.words) {
        text += " \\\n        " + fishQuoted(word.text + "\t" + std::string(word.meaning));
    }
    return text + "\nend\n";
}

/// How fish is told of a value.
std::string action(const OptionSpec& option, const Value& value, const PluginDescription& plugin)
{
    const std::string required = option.arity == Arity::Optional ? " -f" : " -x";
    switch (value.kind) {
    case Value::Kind::None: return "";
    case Value::Kind::Free: return required;
    case Value::Kind::File: return " -r -F";
    case Value::Kind::Folder: return required + " -a '(__fish_complete_directories)'";
    case Value::Kind::Host: return required + " -a '(__fish_print_hostnames)'";
    case Value::Kind::Words: break;
    }
    if (hasFunction(value)) {
        return required + " -a '(" + functionName(option, plugin) + ")'";
    }
    std::vector<std::string> words;
    for (const auto& word : value.words) {
        words.push_back(word.text);
    }
    return required + " -a " + fishQuoted(join(words, " "));
}

} // namespace

std::string fishScript(const PluginDescription& plugin)
{
    const std::string name(plugin.name);
    std::string functions;
    std::string lines = "\ncomplete -c " + name + " -f\n";
    for (const auto& option : shownOptions(plugin)) {
        const auto value = valueOf(option, plugin);
        if (hasFunction(value)) {
            functions += function(option, value, plugin);
        }
        lines += "complete -c " + name;
        if (option.letter != '\0') {
            lines += std::string(" -s ") + option.letter;
        }
        lines +=
            " -l " + std::string(option.name) + action(option, value, plugin) + " -d " + fishQuoted(option.help) + "\n";
    }
    return heading(name, "fish") + replaced(listFunction, "NAME", name) + functions + lines;
}

} // namespace mpm::completion
