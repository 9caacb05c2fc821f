// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/same_text.hpp"

#include <algorithm>
#include <sstream>

namespace mpm::test {
namespace {

/// The text with a bar before each line, and in the marked one a caret below the octet; a line end is no mark.
std::string numbered(std::string_view text, std::size_t markedLine, std::size_t column)
{
    std::ostringstream out;
    std::size_t number = 1;
    for (std::size_t from = 0; from <= text.size(); ++number) {
        const auto end = std::min(text.find('\n', from), text.size());
        if (from == text.size() && number != markedLine) {
            break;
        }
        out << (number == markedLine ? "> " : "| ") << text.substr(from, end - from)
            << (end == text.size() ? "(no line end)" : "") << '\n';
        if (number == markedLine) {
            out << "  " << std::string(column - 1, ' ') << "^\n";
        }
        from = end + 1;
    }
    return out.str();
}

} // namespace

std::string differenceOf(std::string_view actual, std::string_view expected)
{
    if (actual == expected) {
        return {};
    }
    const auto [here, there] = std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
    const auto same = actual.substr(0, static_cast<std::size_t>(here - actual.begin()));
    const auto line = static_cast<std::size_t>(std::count(same.begin(), same.end(), '\n')) + 1;
    const auto column = same.size() - (same.rfind('\n') + 1) + 1; // npos + 1 is 0: the first line
    const auto place = "line " + std::to_string(line) + ", column " + std::to_string(column);
    return "the texts differ from " + place + " on\nactual:\n" + numbered(actual, line, column) + "expected:\n" +
           numbered(expected, line, column);
}

} // namespace mpm::test
