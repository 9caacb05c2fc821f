// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/transcript.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"

namespace mpm {
namespace {

constexpr std::size_t mostLines = 1000;
constexpr std::size_t longestLine = 1024;

} // namespace

void Transcript::add(std::string_view line)
{
    addOwn(harmless(line, longestLine));
}

void Transcript::addOwn(std::string_view line)
{
    if (lines_.size() < mostLines) {
        lines_.push_back(formatSeconds(since(started_).count()) + " " + printable(line, longestLine));
    }
}

} // namespace mpm
