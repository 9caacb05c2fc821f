// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply_codes.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

std::optional<int> parseItem(std::string_view item)
{
    if (item.empty() || item[0] < '1' || item[0] > '5') {
        return std::nullopt;
    }
    const int first = item[0] - '0';
    const auto rest = item.substr(1);
    if (rest.empty() || equalIgnoringCase(rest, "yz") || equalIgnoringCase(rest, "xx")) {
        return first;
    }
    if (rest.size() == 2 && isDigit(rest[0]) && isDigit(rest[1])) {
        return first * 100 + (rest[0] - '0') * 10 + (rest[1] - '0');
    }
    return std::nullopt;
}

} // namespace

std::optional<ReplyCodes> ReplyCodes::parse(std::string_view list)
{
    ReplyCodes codes;
    for (const auto& item : split(list, ',')) {
        const auto code = parseItem(item);
        if (!code) {
            return std::nullopt;
        }
        codes.codes_.push_back(*code);
    }
    return codes.codes_.empty() ? std::nullopt : std::optional(codes);
}

bool ReplyCodes::holds(int code) const
{
    return std::any_of(codes_.begin(), codes_.end(), [&](int each) { return each == code || each == code / 100; });
}

bool ReplyCodes::areRefusals() const
{
    return std::all_of(codes_.begin(), codes_.end(), [](int each) { return (each < 10 ? each : each / 100) >= 4; });
}

bool ReplyCodes::holdPreliminary() const
{
    return std::any_of(codes_.begin(), codes_.end(), [](int each) { return (each < 10 ? each : each / 100) == 1; });
}

std::string ReplyCodes::shown() const
{
    std::string list;
    for (const int code : codes_) {
        list += (list.empty() ? "" : " or ") + std::to_string(code) + (code < 10 ? "yz" : "");
    }
    return list;
}

} // namespace mpm
