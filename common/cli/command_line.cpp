// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "cli/extra_opts.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace mpm {
namespace {

namespace po = boost::program_options;

/// Stands before every value that is handed to Boost, which refuses empty ones and takes "-4" for an option.
constexpr char valueMark = '=';

[[noreturn]] void throwUnknown(std::string_view option)
{
    throw UsageError("unknown option '" + printable(option) + "'; --help shows them all");
}

bool isSpelled(const OptionSpec& spec, std::string_view word)
{
    if (word == spec.name || (word.size() == 1 && word[0] == spec.letter)) {
        return true;
    }
    const auto aliases = split(spec.aliases, ' ');
    return std::find(aliases.begin(), aliases.end(), word) != aliases.end();
}

/// Brings every spelling into the one form that Boost reads without surprises: `--name` or `--name==VALUE`.
class Normaliser {
public:
    Normaliser(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs)
        : rest_(arguments.begin(), arguments.end()), specs_(specs)
    {
    }

    std::vector<std::string> normalised()
    {
        for (position_ = 0; position_ < rest_.size(); ++position_) {
            const auto argument = rest_[position_];
            if (argument.starts_with("--") && argument.size() > 2) {
                takeLong(argument.substr(2));
            } else if (argument.starts_with('-') && argument.size() > 1 && argument != "--") {
                takeLetters(argument.substr(1));
            } else {
                throw UsageError("unexpected argument '" + printable(argument) + "'; every value belongs to an option");
            }
        }
        return std::move(result_);
    }

private:
    const OptionSpec& specOf(std::string_view word, std::string_view shown) const
    {
        const auto spec =
            std::find_if(specs_.begin(), specs_.end(), [&](const OptionSpec& each) { return isSpelled(each, word); });
        if (spec == specs_.end()) {
            throwUnknown(shown);
        }
        return *spec;
    }

    void takeLong(std::string_view body)
    {
        const auto equals = body.find('=');
        const auto word = body.substr(0, equals);
        const auto shown = "--" + std::string(word);
        if (word.size() < 2) {
            throwUnknown(shown);
        }
        const auto& spec = specOf(word, shown);
        if (equals != std::string_view::npos) {
            if (spec.arity == Arity::Flag) {
                throw UsageError("option '" + shown + "' takes no value, but '" + printable(body.substr(equals + 1)) +
                                 "' was given");
            }
            add(spec, body.substr(equals + 1));
        } else if (spec.arity == Arity::Flag) {
            add(spec, "");
        } else if (spec.arity == Arity::Optional) {
            // Nothing but an option can stand alone, so what does not begin as one is the value.
            const bool valueFollows = position_ + 1 < rest_.size() && !rest_[position_ + 1].starts_with('-');
            add(spec, valueFollows ? rest_[++position_] : "");
        } else {
            add(spec, nextArgument(shown));
        }
    }

    void takeLetters(std::string_view letters)
    {
        while (!letters.empty()) {
            const auto shown = "-" + std::string(letters.substr(0, 1));
            const auto& spec = specOf(letters.substr(0, 1), shown);
            letters.remove_prefix(1);
            if (spec.arity == Arity::Flag) {
                add(spec, "");
            } else {
                add(spec, letters.empty() ? nextArgument(shown) : letters);
                return;
            }
        }
    }

    std::string_view nextArgument(const std::string& shown)
    {
        if (position_ + 1 >= rest_.size()) {
            throw UsageError("option '" + shown + "' needs a value");
        }
        return rest_[++position_];
    }

    void add(const OptionSpec& spec, std::string_view value)
    {
        auto item = "--" + std::string(spec.name);
        if (spec.arity != Arity::Flag) {
            item += "=";
            item += valueMark;
            item += value;
        }
        result_.push_back(std::move(item));
    }

    std::vector<std::string_view> rest_;
    const std::vector<OptionSpec>& specs_;
    std::size_t position_ = 0;
    std::vector<std::string> result_;
};

po::options_description describe(const std::vector<OptionSpec>& specs)
{
    po::options_description description;
    for (const auto& spec : specs) {
        const std::string name(spec.name);
        if (spec.arity == Arity::Flag) {
            // A counter: Boost's own switches may stand only once.
            description.add_options()(name.c_str(), po::value<std::vector<std::string>>()->zero_tokens()->composing(),
                                      "");
        } else {
            description.add_options()(name.c_str(), po::value<std::vector<std::string>>()->composing(), "");
        }
    }
    return description;
}

using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

Values read(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs)
{
    const auto normalised = Normaliser(arguments, specs).normalised();
    const auto description = describe(specs);
    namespace style = po::command_line_style;
    const auto parsed = po::command_line_parser(normalised)
                            .options(description)
                            .style(style::unix_style & ~style::allow_guessing)
                            .run();
    Values values;
    for (const auto& option : parsed.options) {
        auto& list = values[option.string_key];
        list.push_back(option.value.empty() ? std::string() : option.value.front().substr(1));
    }
    for (const auto& spec : specs) {
        const auto given = values.find(spec.name);
        if (spec.arity != Arity::Once || given == values.end()) {
            continue;
        }
        if (given->second.size() > 1 && !spec.iniOnly) {
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
    return plain && line.value && line.value->find_first_not_of('=') != std::string::npos;
}

/// The options in an ini file; what is wrong with one is told with the file's name and the line's number.
Values readIni(std::string_view source, const std::vector<OptionSpec>& specs, std::string_view program)
{
    const auto given = readExtraOpts(source, program);
    Values values;
    for (const auto& line : given.lines) {
        const auto fail = [&](const std::string& why) { return wrongLine(given.file, line.number, why); };
        const auto shown = (line.key.size() == 1 ? "-" : "--") + line.key;
        const auto spec =
            std::find_if(specs.begin(), specs.end(), [&](const OptionSpec& each) { return isSpelled(each, line.key); });
        if (spec == specs.end()) {
            throw fail("unknown option" + (looksLikeOption(line) ? " '" + printable(shown) + "'" : "") +
                       "; --help shows them all");
        }
        if (spec->arity == Arity::Flag && line.value) {
            throw fail("option '" + shown + "' takes no value");
        }
        if (spec->arity != Arity::Flag && spec->arity != Arity::Optional && !line.value) {
            throw fail("option '" + shown + "' needs a value");
        }
        auto& list = values[std::string(spec->name)];
        if (spec->arity == Arity::Once && !list.empty()) {
            throw fail("option '--" + std::string(spec->name) + "' is given twice");
        }
        list.push_back(line.value.value_or(""));
    }
    return values;
}

} // namespace

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
    auto line = *this;
    for (const auto& source : all("extra-opts")) {
        for (auto& [name, values] : readIni(source, specs, program)) {
            const auto spec = std::find_if(specs.begin(), specs.end(),
                                           [&, &key = name](const OptionSpec& each) { return each.name == key; });
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
                    return *line.value;
                }
            }
        } catch (const UsageError&) {
            continue; // this may be what is wrong with the arguments
        }
    }
    return "text";
}

} // namespace mpm
