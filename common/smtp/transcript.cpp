// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/transcript.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"

namespace mpm {
namespace {

constexpr std::size_t longestLine = 1024;

} // namespace

std::vector<std::string> Transcript::lines() const
{
    std::vector<std::string> shown;
    for (const auto& line : lines_) {
        shown.push_back(formatSeconds(line.at.count()) + " " +
                        (line.own ? printable(line.text, longestLine) : harmless(line.text, longestLine)));
    }
    return shown;
}

void Transcript::keep(std::string_view line, bool own)
{
    constexpr std::size_t longestKept = 4 * longestLine; // what is not shown of it is not missed
    if (isKept()) {
        lines_.push_back({since(started_), std::string(line.substr(0, longestKept)), own});
    }
}

} // namespace mpm
