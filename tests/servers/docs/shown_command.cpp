// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/docs/shown_command.hpp"

#include <regex>
#include <sstream>

namespace mpm::test {
namespace {

using Lines = std::vector<std::string>;

Lines linesOf(const std::string& text)
{
    Lines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// Without what differs from run to run.
std::string lasting(const std::string& text)
{
    auto rest = std::regex_replace(text, std::regex("[0-9]+\\.[0-9]+( ?)s\\b"), "#$1s");
    rest = std::regex_replace(rest, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}"), "DATE");
    rest = std::regex_replace(rest, std::regex("_days=[0-9.]+"), "_days=#");
    return std::regex_replace(rest, std::regex("[0-9A-Fa-f]{64}"), "DIGEST");
}

bool fits(const std::string& shown, const std::string& actual)
{
    if (!shown.ends_with("...")) {
        return shown == actual;
    }
    return actual.starts_with(shown.substr(0, shown.size() - 3));
}

bool fit(const Lines& shown, std::size_t next, const Lines& actual, std::size_t at)
{
    if (next == shown.size()) {
        return at == actual.size();
    }
    if (shown[next] == "...") {
        return fit(shown, next + 1, actual, at) || (at < actual.size() && fit(shown, next, actual, at + 1));
    }
    return at < actual.size() && fits(shown[next], actual[at]) && fit(shown, next + 1, actual, at + 1);
}

} // namespace

std::vector<ShownCommand> shownCommands(const std::string& page)
{
    std::vector<ShownCommand> commands;
    bool block = false;
    bool inside = false; // below a command
    bool goesOn = false;
    for (const auto& line : linesOf(page)) {
        if (line.starts_with("```")) {
            block = !block;
            inside = goesOn = false;
        } else if (block && line.starts_with("$ ")) {
            commands.push_back({line.substr(2), ""});
            inside = true;
            goesOn = line.ends_with('\\');
        } else if (goesOn) {
            commands.back().line += "\n" + line;
            goesOn = line.ends_with('\\');
        } else if (inside) {
            commands.back().output += line + "\n";
        }
    }
    return commands;
}

bool isShown(const std::string& shown, const std::string& actual)
{
    return fit(linesOf(lasting(shown)), 0, linesOf(lasting(actual)), 0);
}

} // namespace mpm::test
