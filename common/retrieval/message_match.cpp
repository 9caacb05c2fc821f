// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/message_match.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// Whether `part` stands in the text, in any letter case.
bool holdsIgnoringCase(std::string_view text, std::string_view part)
{
    const auto found = std::search(text.begin(), text.end(), part.begin(), part.end(),
                                   [](char a, char b) { return toLower(a) == toLower(b); });
    return found != text.end() || part.empty();
}

std::string_view takeLine(std::string_view& text)
{
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

} // namespace

std::pair<std::string_view, std::string_view> splitMessage(std::string_view octets)
{
    for (std::size_t at = 0; at < octets.size();) {
        const auto end = octets.find('\n', at);
        if (end == at || octets.substr(at, 2) == "\r\n") {
            return {octets.substr(0, at), octets.substr(end + 1)};
        }
        if (end == std::string_view::npos) {
            break;
        }
        at = end + 1;
    }
    return {octets, {}};
}

bool hasHeader(std::string_view header, const HeaderCriterion& criterion)
{
    std::string value;
    bool named = false;
    const auto fitsHere = [&] { return named && holdsIgnoringCase(value, criterion.value); };
    while (!header.empty()) {
        const auto line = takeLine(header);
        if (line.starts_with(' ') || line.starts_with('\t')) {
            if (named) {
                value += line; // unfolded, the blank stays
            }
            continue;
        }
        if (fitsHere()) {
            return true;
        }
        const auto colon = line.find(':');
        named = colon != std::string_view::npos && equalIgnoringCase(trim(line.substr(0, colon)), criterion.name);
        value = named ? line.substr(colon + 1) : "";
    }
    return fitsHere();
}

bool fits(std::string_view header, std::string_view body, const MessageCriteria& criteria)
{
    const bool byHeader =
        std::any_of(criteria.headers.begin(), criteria.headers.end(),
                    [&](const HeaderCriterion& each) { return !each.value.empty() && hasHeader(header, each); });
    return byHeader || (!criteria.text.empty() &&
                        (holdsIgnoringCase(header, criteria.text) || holdsIgnoringCase(body, criteria.text)));
}

} // namespace mpm
