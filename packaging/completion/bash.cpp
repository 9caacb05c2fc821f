// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "quoting.hpp"
#include "scripts.hpp"
#include "value.hpp"

namespace mpm::completion {
namespace {

/// What stands before the cases of the single options.
constexpr std::string_view opening = R"(_NAME()
{
    local typed=${COMP_LINE:0:COMP_POINT} words option value
    local current=${typed##*[[:blank:]]}
    read -ra words <<<"${typed%"$current"}"
    if [[ $current == --*=* ]]; then
        option=${current%%=*} value=${current#*=}
    else
        option=${words[-1]} value=$current
    fi
    COMPREPLY=()
    local offered='' ends='' assigned='' list=''
    case $option in
)";

/// What stands behind them. Bash replaces only what stands behind the last of its own word breaks.
constexpr std::string_view closing = R"(    esac
    local head=${current%"$value"} kept=''
    if [[ -n $list ]]; then
        head+=${value%"${value##*,}"} value=${value##*,}
    fi
    if [[ -n $ends && $value == *=* ]]; then
        head+=${value%%=*}= value=${value#*=} offered=$assigned ends=''
    fi
    local breaks=${COMP_WORDBREAKS//[!=:]/}
    [[ -n $breaks ]] && kept=${head%"${head##*["$breaks"]}"}
    mapfile -t COMPREPLY < <(compgen -P "${head#"$kept"}" -S "$ends" -W "$offered" -- "$value")
    if [[ -n $ends ]]; then
        compopt -o nospace
    fi
}

complete -F _NAME NAME
# bash-completion 2.11 reads this at the first Tab behind a path; bash looks once more then, but for that path alone.
if [[ ${1-} == */NAME ]]; then
    complete -F _NAME -- "$1"
fi
)";

std::string texts(const std::vector<Word>& words)
{
    std::string all;
    for (const auto& word : words) {
        all += (all.empty() ? "" : " ") + word.text;
    }
    return all;
}

std::string action(const Value& value)
{
    switch (value.kind) {
    case Value::Kind::File: return "compopt -o default; return";
    case Value::Kind::Folder: return "compopt -o dirnames; return";
    case Value::Kind::Host: return "offered=$(compgen -A hostname)";
    case Value::Kind::Words: break;
    case Value::Kind::None:
    case Value::Kind::Free: return "return";
    }
    auto text = "offered=" + quoted(texts(value.words));
    text += value.assigns ? " ends='='" : "";
    text += value.assigned.empty() ? "" : " assigned=" + quoted(join(value.assigned, " "));
    return text + (value.list ? " list=1" : "");
}

/// Every spelling, those that --help does not show included: "-s | --smtps | --ssl".
std::string pattern(const OptionSpec& option)
{
    auto all = spellings(option);
    append(all, furtherSpellings(option));
    return join(all, " | ");
}

} // namespace

std::string bashScript(const PluginDescription& plugin)
{
    const std::string name(plugin.name);
    std::vector<std::string> names;
    std::string cases;
    for (const auto& option : shownOptions(plugin)) {
        append(names, spellings(option));
        const auto value = valueOf(option, plugin);
        // A value that need not stand there may be the next option.
        const bool always = option.arity != Arity::Flag && option.arity != Arity::Optional;
        if (always) {
            cases += "        " + pattern(option) + ") " + action(value) + " ;;\n";
        }
    }
    cases += "        *) value=$current offered=" + quoted(join(names, " ")) + " ;;\n";
    return heading(name, "bash") + replaced(opening, "NAME", name) + cases + replaced(closing, "NAME", name);
}

} // namespace mpm::completion
