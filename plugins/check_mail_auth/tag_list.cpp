// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/tag_list.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

constexpr std::string_view blanks = " \t\r\n"; // folding white space may hold a line end (RFC 6376 section 2.8)

std::string_view withoutBlanks(std::string_view text)
{
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

const Tag* TagList::find(std::string_view name) const
{
    const auto found = std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == name; });
    return found == tags.end() ? nullptr : &*found;
}

std::string_view TagList::value(std::string_view name) const&
{
    const auto* tag = find(name);
    return tag == nullptr ? std::string_view() : std::string_view(tag->value);
}

TagList readTags(std::string_view record)
{
    TagList list;
    while (!withoutBlanks(record).empty()) {
        if (list.tags.size() + list.broken.size() == mostTags) {
            list.leftOut = true;
            break;
        }
        const auto part = record.substr(0, record.find(';'));
        record.remove_prefix(std::min(part.size() + 1, record.size()));
        const auto equals = part.find('=');
        const auto name = withoutBlanks(part.substr(0, equals));
        if (equals == std::string_view::npos || name.empty() || !isAlphanumeric(name, "_")) {
            list.broken.emplace_back(withoutBlanks(part));
            continue;
        }
        if (list.find(name) != nullptr) {
            addOnce(list.repeated, std::string(name));
        }
        list.tags.push_back({std::string(name), std::string(withoutBlanks(part.substr(equals + 1)))});
    }
    return list;
}

} // namespace mpm::checkMailAuth
