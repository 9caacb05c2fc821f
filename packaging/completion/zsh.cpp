// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "quoting.hpp"
#include "scripts.hpp"
#include "value.hpp"

namespace mpm::completion {
namespace {

/// "[sentence]", as _arguments and _values want it.
std::string bracketed(std::string_view sentence)
{
    return "[" + escaped(sentence, "\\[]") + "]";
}

/// A word of _values, with what may follow its equal sign.
std::string valueWord(const Word& word, const Value& value)
{
    auto text = word.text + bracketed(word.meaning);
    if (value.assigns) {
        text += value.assigned.empty() ? ":value: " : ":status:(" + join(value.assigned, " ") + ")";
    }
    return quoted(text);
}

/// The name of the function that completes the option's value.
std::string functionName(const OptionSpec& option, const PluginDescription& plugin)
{
    return "_" + std::string(plugin.name) + "_" + replaced(option.name, "-", "_");
}

bool hasFunction(const Value& value)
{
    return value.kind == Value::Kind::Words && (value.assigns || value.list);
}

std::string action(const OptionSpec& option, const Value& value, const PluginDescription& plugin)
{
    switch (value.kind) {
    case Value::Kind::File: return "_files";
    case Value::Kind::Folder: return "_files -/";
    case Value::Kind::Host: return "_hosts";
    case Value::Kind::Words: break;
    case Value::Kind::None:
    case Value::Kind::Free: return " ";
    }
    if (hasFunction(value)) {
        return functionName(option, plugin);
    }
    std::vector<std::string> words;
    for (const auto& word : value.words) {
        words.push_back(word.text);
    }
    return "(" + join(words, " ") + ")";
}

/// One line for _arguments for each spelling; one that may stand only once rules the other out.
std::string lines(const OptionSpec& option, const PluginDescription& plugin)
{
    const auto names = spellings(option);
    const auto value = valueOf(option, plugin);
    const bool once = option.arity == Arity::Once || option.arity == Arity::Optional;
    const bool again = option.name == "verbose" || (!once && option.arity != Arity::Flag);
    std::string out;
    for (const auto& name : furtherSpellings(option)) { // taken, not offered
        out += " \\\n        " + quoted("!" + name + (value.kind == Value::Kind::None ? "" : ": : "));
    }
    for (const auto& name : names) {
        auto line = again ? "*" : "(" + join(names, " ") + ")";
        line += name;
        if (value.kind != Value::Kind::None) {
            line += name.size() == 2 ? "+" : option.arity == Arity::Optional ? "=-" : "=";
        }
        line += bracketed(option.help);
        if (value.kind != Value::Kind::None) {
            line += option.arity == Arity::Optional ? "::" : ":";
            line += escaped(option.argument, "\\:") + ":" + action(option, value, plugin);
        }
        out += " \\\n        " + quoted(line);
    }
    return out;
}

} // namespace

std::string zshScript(const PluginDescription& plugin)
{
    const std::string name(plugin.name);
    std::string functions;
    std::string arguments;
    for (const auto& option : shownOptions(plugin)) {
        arguments += lines(option, plugin);
        const auto value = valueOf(option, plugin);
        if (hasFunction(value)) {
            functions += functionName(option, plugin) + "()\n{\n    _values " + (value.list ? "-s , " : "") +
                         quoted(option.argument);
            for (const auto& word : value.words) {
                functions += " \\\n        " + valueWord(word, value);
            }
            functions += "\n}\n\n";
        }
    }
    return "#compdef " + name + "\n" + heading(name, "zsh") + functions + "_" + name + "()\n{\n    _arguments -s" +
           arguments + "\n}\n\n_" + name + " \"$@\"\n";
}

} // namespace mpm::completion
