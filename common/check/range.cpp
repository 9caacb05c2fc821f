// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/range.hpp"

#include "check/decimals.hpp"
#include "check/usage_error.hpp"

#include <cmath>
#include <optional>

namespace mpm {
namespace {

/// `-12`, `0.5`, `.5`: no final dot.
std::optional<double> parseNumber(std::string_view text)
{
    return text.ends_with('.') ? std::nullopt : parseDecimal(text);
}

} // namespace

Range Range::parse(std::string_view text)
{
    const auto fail = [text](std::string_view why) {
        return UsageError("range '" + std::string(text) + "' " + std::string(why));
    };
    if (text.empty()) {
        throw fail("is empty");
    }
    Range range;
    auto rest = text;
    if (rest.starts_with('@')) {
        range.alarmInside_ = true;
        rest.remove_prefix(1);
    }
    constexpr auto form = "is not of the form [@][start:]end, such as 5, 10:, ~:5, 5:10 or @5:10";
    const auto colon = rest.find(':');
    const auto start = colon == std::string_view::npos ? std::string_view{} : rest.substr(0, colon);
    const auto end = colon == std::string_view::npos ? rest : rest.substr(colon + 1);
    if (start.empty() && end.empty()) {
        throw fail(form);
    }
    if (start == "~") {
        range.start_ = -std::numeric_limits<double>::infinity();
    } else if (!start.empty()) {
        const auto number = parseNumber(start);
        if (!number) {
            throw fail(form);
        }
        range.start_ = *number;
    }
    if (!end.empty()) {
        const auto number = parseNumber(end);
        if (!number) {
            throw fail(form);
        }
        range.end_ = *number;
    }
    if (range.start_ > range.end_) {
        throw fail("starts above its end");
    }
    return range;
}

Range Range::atLeast(double start)
{
    Range range;
    range.start_ = start;
    return range;
}

bool Range::raisesAlarm(double value) const
{
    const bool inside = start_ <= value && value <= end_;
    return inside == alarmInside_;
}

bool Range::alarmsOnlyWithin(const Range& other) const
{
    const bool noAlarms = !alarmInside_ && std::isinf(start_) && std::isinf(end_);
    if (noAlarms) {
        return false;
    }
    if (alarmInside_ && other.alarmInside_) {
        return other.start_ <= start_ && end_ <= other.end_;
    }
    if (alarmInside_) {
        return end_ < other.start_ || start_ > other.end_;
    }
    return !other.alarmInside_ && (std::isinf(start_) || start_ <= other.start_) && end_ >= other.end_;
}

std::string Range::toString() const
{
    std::string text = alarmInside_ ? "@" : "";
    const bool open = std::isinf(end_);
    if (std::isinf(start_)) {
        text += "~:";
    } else if (start_ != 0 || open) {
        text += formatNumber(start_, 12) + ":";
    }
    return open ? text : text + formatNumber(end_, 12);
}

std::string formatSeconds(double seconds)
{
    return fixedDecimals(seconds, 3) + "s";
}

std::string formatNumber(double value, int decimals)
{
    auto text = fixedDecimals(value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

} // namespace mpm
