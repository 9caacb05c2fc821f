// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/plugin.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpm::completion {

/// Something that a shell offers, with the sentence that zsh and fish show beside it.
struct Word {
    std::string text;
    std::string_view meaning = {};
};

/// What may stand behind an option.
struct Value {
    enum class Kind : std::uint8_t {
        None,   ///< nothing: the option is a flag
        Free,   ///< what nobody can guess: a number, a domain
        File,   ///< the path of a file
        Folder, ///< the path of a folder
        Host,   ///< a host that the shell knows
        Words,  ///< one of `words`
    };
    Kind kind = Kind::Free;
    std::vector<Word> words = {};
    bool assigns = false;                   ///< each of the words stands before an equal sign
    std::vector<std::string> assigned = {}; ///< what may stand behind it; empty: what nobody can guess
    bool list = false;                      ///< several may stand there with commas between
};

/// What the tables say of the option's value: findings and metrics are those of the plugin.
Value valueOf(const OptionSpec& option, const PluginDescription& plugin);

/// The options that --help shows, which are those to offer, too.
std::vector<OptionSpec> shownOptions(const PluginDescription& plugin);

/// "-p" and "--port", the letter first where there is one.
std::vector<std::string> spellings(const OptionSpec& option);

/// Those that are taken, too, and that --help does not show: "-H" and "--hostname" for --domain.
std::vector<std::string> furtherSpellings(const OptionSpec& option);

} // namespace mpm::completion
