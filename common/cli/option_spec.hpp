// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace mpm {

/// How often an option may stand, and whether it takes a value.
enum class Arity : std::uint8_t {
    Flag,        ///< no value; may be repeated (-vvv)
    Once,        ///< a value; the command line wins over the ini file
    Repeated,    ///< a value; every one counts
    Overridable, ///< like Repeated, but those on the command line replace those of the ini file
    Optional,    ///< `--name`, `--name=VALUE`, or `--name VALUE` where VALUE does not begin with a dash
};

/// One option, for parsing, --help, the man page and completion alike.
struct OptionSpec {
    std::string_view name; ///< "hostname"
    char letter = '\0';    ///< 'H'; none: '\0'
    Arity arity = Arity::Flag;
    std::string_view argument; ///< "HOST", as --help shows it; empty for a flag
    std::string_view help;     ///< a sentence without its period
    std::string_view aliases;  ///< further spellings, blank-separated: "ssl s"
    bool iniOnly = false;      ///< a secret: read from the file of --extra-opts, refused as an argument, never quoted
    std::string_view needs{};  ///< has an effect only with one of these options, blank-separated; empty: always
    std::string_view never{};  ///< has none with one of these
    /// The file that it names holds a secret, unless this other option is given ("": always); nothing: no secret.
    std::optional<std::string_view> holdsSecretUnless{};
    /// What a shell offers for the value, or for what stands before its `=`: words, blank-separated; empty: nothing.
    std::string_view words{};
};

using OptionSpecs = std::span<const OptionSpec>;

/// The option, which has no effect with one of the others (names with blanks between).
inline OptionSpec butNot(OptionSpec spec, std::string_view others)
{
    spec.never = others;
    return spec;
}

/// The option, whose value is one of these words, or begins with one.
constexpr OptionSpec oneOf(OptionSpec spec, std::string_view words)
{
    spec.words = words;
    return spec;
}

/// The options, which have an effect only with one of the others.
inline std::vector<OptionSpec> needing(std::vector<OptionSpec> specs, std::string_view others)
{
    for (auto& spec : specs) {
        spec.needs = others;
    }
    return specs;
}

} // namespace mpm
