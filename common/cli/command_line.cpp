// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "cli/extra_opts.hpp"
#include "cli/secret_files.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace mpm {
namespace {

namespace po = boost::program_options;

bool isSpelled(const OptionSpec& spec, std::string_view word)
{
    if (word == spec.name || (word.size() == 1 && word[0] == spec.letter)) {
        return true;
    }
    const auto aliases = split(spec.aliases, ' ');
    return std::find(aliases.begin(), aliases.end(), word) != aliases.end();
}

const OptionSpec* findSpec(const std::vector<OptionSpec>& specs, std::string_view word)
{
    const auto found =
        std::find_if(specs.begin(), specs.end(), [&](const OptionSpec& spec) { return isSpelled(spec, word); });
    return found == specs.end() ? nullptr : &*found;
}

std::string takeFront(std::vector<std::string>& arguments)
{
    auto front = std::move(arguments.front());
    arguments.erase(arguments.begin());
    return front;
}

/// Reads the option, or the group of letters, at the front of the arguments; every option gets one value, "" for a
/// flag. Boost asks it before its own readers, which refuse an empty value and take "-4" in "-w -4" for an option; it
/// takes whatever comes, so that they are never asked. An option is described to Boost when it is given: to describe
/// them all, each through a stream of its own, would be an eighth of all that a check without trouble does.
class OptionReader {
public:
    /// `described`: by its end, all options that were given.
    OptionReader(const std::vector<OptionSpec>& specs, const std::vector<std::string>& all,
                 po::options_description& described)
        : specs_(specs), all_(all), described_(described)
    {
    }

    std::vector<po::option> operator()(std::vector<std::string>& arguments) const
    {
        const auto argument = takeFront(arguments);
        if (argument.empty()) { // a template's place for an option, left empty
            return {};
        }
        if (argument.starts_with("--") && argument.size() > 2) {
            return {readLong(std::string_view(argument).substr(2), arguments)};
        }
        if (argument.starts_with('-') && argument.size() > 1 && argument != "--") {
            return readLetters(std::string_view(argument).substr(1), arguments);
        }
        const auto hint = hintAtQuotes(argument);
        throw UsageError("unexpected argument '" + printable(argument) + "'; " +
                         (hint.empty() ? "every value belongs to an option" : hint));
    }

private:
    /// "--explain 550 5.1.1 gone": the shell has made arguments of the words of one value.
    std::string hintAtQuotes(const std::string& argument) const
    {
        auto option = all_.begin();
        for (; all_.end() - option > 2; ++option) {
            const bool isLong = option->starts_with("--") && option->find('=') == std::string::npos;
            if (isLong && !option[1].starts_with('-') && option[2] == argument) {
                break;
            }
        }
        if (all_.end() - option <= 2) {
            return {};
        }
        const auto end =
            std::find_if(option + 1, all_.end(), [](const std::string& each) { return each.starts_with('-'); });
        return "put the value of " + printable(*option) + " in quotes: " + printable(*option) + " '" +
               printable(join({option + 1, end}, " ")) + "'";
    }

    const OptionSpec& specOf(std::string_view word, std::string_view shown) const
    {
        const auto* const spec = findSpec(specs_, word);
        if (spec == nullptr) {
            throw UnknownOption(shown);
        }
        return *spec;
    }

    po::option readLong(std::string_view body, std::vector<std::string>& rest) const
    {
        const auto equals = body.find('=');
        const auto word = body.substr(0, equals);
        const auto shown = "--" + std::string(word);
        const auto& spec = specOf(word.size() > 1 ? word : "", shown); // one letter is no long option
        if (equals != std::string_view::npos) {
            const auto value = body.substr(equals + 1);
            if (spec.arity == Arity::Flag) {
                throw UsageError("option '" + shown + "' takes no value, but '" + printable(value) + "' was given");
            }
            return given(spec, value);
        }
        if (spec.arity == Arity::Optional) {
            // Nothing but an option can stand alone, so what does not begin as one is the value.
            return given(spec, rest.empty() || rest.front().starts_with('-') ? "" : takeFront(rest));
        }
        return given(spec, spec.arity == Arity::Flag ? "" : takeValue(rest, shown));
    }

    std::vector<po::option> readLetters(std::string_view letters, std::vector<std::string>& rest) const
    {
        std::vector<po::option> options;
        while (!letters.empty()) {
            const auto shown = "-" + std::string(letters.substr(0, 1));
            const auto& spec = specOf(letters.substr(0, 1), shown);
            letters.remove_prefix(1);
            if (spec.arity == Arity::Flag) {
                options.push_back(given(spec, ""));
            } else {
                options.push_back(given(spec, letters.empty() ? takeValue(rest, shown) : letters));
                break;
            }
        }
        return options;
    }

    static std::string takeValue(std::vector<std::string>& rest, const std::string& shown)
    {
        if (rest.empty()) {
            throw UsageError("option '" + shown + "' needs a value");
        }
        return takeFront(rest);
    }

    po::option given(const OptionSpec& spec, std::string_view value) const
    {
        const std::string name(spec.name);
        if (described_.find_nothrow(name, false) == nullptr) {
            described_.add_options()(name.c_str(), po::value<std::string>(), "");
        }
        return {name, {std::string(value)}};
    }

    const std::vector<OptionSpec>& specs_;
    const std::vector<std::string>& all_;
    po::options_description& described_;
};

using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

Values read(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs)
{
    po::options_description described;
    namespace style = po::command_line_style;
    const auto parsed = po::command_line_parser(arguments)
                            .options(described)
                            .style(style::unix_style & ~style::allow_guessing)
                            .extra_style_parser(OptionReader(specs, arguments, described))
                            .run();
    Values values;
    for (const auto& option : parsed.options) {
        values[option.string_key].push_back(option.value.front());
    }
    for (const auto& spec : specs) {
        const auto given = values.find(spec.name);
        if (given != values.end() && given->second.size() > 1 && spec.arity == Arity::Once && !spec.iniOnly) {
            throw UsageError("option '--" + std::string(spec.name) + "' is given twice: '" +
                             printable(given->second[0]) + "' and '" + printable(given->second[1]) + "'");
        }
    }
    return values;
}

/// A word that may be shown: it can hardly be anything but a mistyped option.
bool looksLikeOption(const IniLine& line)
{
    const bool plain = std::all_of(line.key.begin(), line.key.end(), [](char c) { return isLowercase(c) || c == '-'; });
    return plain && line.value && line.value->find_first_not_of('=') != std::string_view::npos;
}

struct IniOptions {
    Values values; ///< "" in place of a secret
    std::map<std::string, Secret> secrets;
};

/// What is wrong with an option is told with the file's name and the line's number.
IniOptions readIni(const ExtraOpts& given, const std::vector<OptionSpec>& specs)
{
    IniOptions options;
    for (const auto& line : given.lines) {
        const auto fail = [&](const std::string& why) { return wrongLine(given.file, line.number, why); };
        const auto shown = (line.key.size() == 1 ? "-" : "--") + std::string(line.key);
        const auto* const spec = findSpec(specs, line.key);
        if (spec == nullptr) {
            throw fail("unknown option" + (looksLikeOption(line) ? " '" + printable(shown) + "'" : "") +
                       "; --help shows them all");
        }
        if (spec->arity == Arity::Flag && line.value) {
            throw fail("option '" + shown + "' takes no value");
        }
        if (spec->arity != Arity::Flag && spec->arity != Arity::Optional && !line.value) {
            throw fail("option '" + shown + "' needs a value");
        }
        const std::string name(spec->name);
        auto& list = options.values[name];
        if (spec->arity == Arity::Once && !list.empty()) {
            throw fail("option '--" + name + "' is given twice");
        }
        if (spec->iniOnly) {
            options.secrets.emplace(name, Secret(line.value.value_or("")));
            list.emplace_back();
        } else {
            list.emplace_back(line.value.value_or(""));
        }
    }
    return options;
}

} // namespace

UnknownOption::UnknownOption(std::string_view option)
    : UsageError("unknown option '" + printable(option) + "'; --help shows them all"), option_(option)
{
}

CommandLine CommandLine::parse(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs)
{
    CommandLine line;
    line.values_ = read(arguments, specs);
    for (const auto& spec : specs) {
        if (spec.iniOnly && line.has(spec.name)) {
            throw UsageError("--" + std::string(spec.name) +
                             " must not be an argument, which everybody on this machine could read; put it into the "
                             "file of --extra-opts");
        }
    }
    return line;
}

CommandLine CommandLine::withIniFiles(const std::vector<OptionSpec>& specs, std::string_view program) const
{
    const bool secretsInIni =
        std::any_of(specs.begin(), specs.end(), [](const OptionSpec& spec) { return spec.iniOnly; });
    auto line = *this;
    for (const auto& source : all("extra-opts")) {
        if (secretsInIni) {
            forbidDumps();
        }
        const auto file = readExtraOpts(source, program);
        const auto options = readIni(file, specs);
        line.secrets_.insert(options.secrets.begin(), options.secrets.end()); // the first that is given stays
        line.iniFilesWithSecrets_.insert(line.iniFilesWithSecrets_.end(), options.secrets.size(), file.file);
        for (const auto& [name, values] : options.values) {
            const auto* const spec = findSpec(specs, name);
            auto& given = line.values_[name];
            if (spec->arity == Arity::Repeated || given.empty()) {
                append(given, values);
            }
        }
    }
    return line;
}

const std::vector<std::string>& CommandLine::all(std::string_view name) const
{
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

std::optional<std::string> CommandLine::value(std::string_view name) const
{
    const auto& values = all(name);
    return values.empty() ? std::nullopt : std::optional(values.front());
}

Secret CommandLine::secret(std::string_view name) const
{
    const auto found = secrets_.find(name);
    return found == secrets_.end() ? Secret() : found->second;
}

std::optional<long> CommandLine::number(std::string_view name, long least, long most) const
{
    const auto text = value(name);
    if (!text) {
        return std::nullopt;
    }
    const auto result = parseWhole<long>(*text);
    if (!result || *result < least || *result > most) {
        throw UsageError("--" + std::string(name) + ": '" + printable(*text) + "' is not a whole number from " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
    return result;
}

namespace {

/// The sources that --extra-opts names among arguments that can't be parsed.
std::vector<std::string> iniSources(const std::vector<std::string>& arguments)
{
    const std::string option = "--extra-opts";
    std::vector<std::string> sources;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].starts_with(option + "=")) {
            sources.push_back(arguments[i].substr(option.size() + 1));
        } else if (arguments[i] == option) {
            const bool valueFollows = i + 1 < arguments.size() && !arguments[i + 1].starts_with('-');
            sources.push_back(valueFollows ? arguments[i + 1] : "");
        }
    }
    return sources;
}

std::optional<std::string> formatAmong(const std::vector<std::string>& arguments)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].starts_with("--format=")) {
            return arguments[i].substr(9);
        }
        if (arguments[i] == "--format" && i + 1 < arguments.size()) {
            return arguments[i + 1];
        }
    }
    return std::nullopt;
}

} // namespace

std::string findFormat(const std::vector<std::string>& arguments, std::string_view program)
{
    if (const auto format = formatAmong(arguments)) {
        return *format;
    }
    for (const auto& source : iniSources(arguments)) {
        const auto at = source.find('@');
        std::error_code ignored;
        if (at != std::string::npos && !std::filesystem::is_regular_file(source.substr(at + 1), ignored)) {
            continue; // a pipe can be read only once
        }
        try {
            for (const auto& line : readExtraOpts(source, program).lines) {
                if (line.key == "format" && line.value) {
                    return std::string(*line.value);
                }
            }
        } catch (const UsageError&) {
            continue; // this may be what is wrong with the arguments
        }
    }
    return "text";
}

} // namespace mpm
