// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/discarded.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mpm {
namespace {

using namespace std::string_view_literals;

/// In lower case, as they stand in the text behind the codes, blanks folded.
constexpr std::array discardTexts{
    "ok, discarded, id="sv, // amavis
    "ok, discarded, "sv,    // amavis behind a pre-queue filter
    "ok, but discarded"sv,
    "ok discarded"sv,
    "ok: discarded"sv,
    "ok, silently discarded"sv,
    "ok, silently dropped"sv,
    "message discarded"sv,
    "message accepted and discarded"sv,
    "message accepted but discarded"sv,
    "message silently discarded"sv,
    "message has been discarded"sv,
    "message was discarded"sv,
    "mail discarded"sv,
    "discarded by filter"sv,
    "discarded as spam"sv,
    "message dropped"sv,
    "message accepted and dropped"sv,
    "message has been dropped"sv,
    "dropped by filter"sv,
    "message quarantined"sv,
    "message has been quarantined"sv,
    "message is quarantined"sv,
    "message accepted and quarantined"sv,
    "message was quarantined"sv,
    "ok, quarantined"sv,
    "ok: quarantined"sv,
    "quarantined as spam"sv,
    "quarantined, id="sv,
    "accepted for quarantine"sv,
    "message blackholed"sv,
    "sent to the bit bucket"sv,
};

std::string folded(std::string_view text)
{
    auto words = split(text, ' ');
    std::erase(words, "");
    return toLower(join(words, " "));
}

} // namespace

bool saysDiscarded(const Reply& reply)
{
    const auto text = folded(reply.text());
    return reply.codeClass() == 2 && std::any_of(discardTexts.begin(), discardTexts.end(), [&](std::string_view each) {
               return text.find(each) != std::string::npos;
           });
}

} // namespace mpm
