// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/date.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "received/comments.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace mpm {
namespace {

using std::chrono::minutes;

constexpr std::size_t longestDate = 1000;

/// A number of so many digits at least and at most.
std::optional<int> number(std::string_view digits, std::size_t least, std::size_t most)
{
    const bool fits = digits.size() >= least && digits.size() <= most && isDigit(digits.front());
    return fits ? parseWhole<int>(digits) : std::nullopt;
}

std::optional<unsigned> monthOf(std::string_view name)
{
    constexpr std::array names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto* found =
        std::find_if(names.begin(), names.end(), [&](const char* each) { return equalIgnoringCase(name, each); });
    return found == names.end() ? std::nullopt : std::optional(static_cast<unsigned>(found - names.begin()) + 1);
}

/// RFC 5322 section 4.3: two digits are 1950 to 2049, three count from 1900.
std::optional<int> yearOf(std::string_view digits)
{
    const auto year = number(digits, 2, 4);
    if (!year || digits.size() == 4) {
        return year;
    }
    return *year + (digits.size() == 2 && *year < 50 ? 2000 : 1900);
}

/// The obsolete zones with a meaning of their own; single letters and unknown ones are "-0000" (RFC 5322 section 4.3).
std::optional<minutes> zoneOf(std::string_view zone)
{
    using Named = std::pair<std::string_view, int>;
    constexpr std::array named{Named{"EDT", -4}, Named{"EST", -5}, Named{"CDT", -5}, Named{"CST", -6},
                               Named{"MDT", -6}, Named{"MST", -7}, Named{"PDT", -7}, Named{"PST", -8}};
    if (zone.size() == 5 && (zone.front() == '+' || zone.front() == '-')) {
        const auto hours = number(zone.substr(1, 2), 2, 2);
        const auto rest = number(zone.substr(3, 2), 2, 2);
        if (!hours || !rest || *rest > 59) {
            return std::nullopt;
        }
        return minutes((zone.front() == '-' ? -1 : 1) * (*hours * 60 + *rest));
    }
    if (zone.empty() || !std::all_of(zone.begin(), zone.end(), [](char c) { return isLetter(c); })) {
        return std::nullopt;
    }
    const auto* found = std::find_if(named.begin(), named.end(),
                                     [&](const Named& each) { return equalIgnoringCase(each.first, zone); });
    return minutes(found == named.end() ? 0 : found->second * 60);
}

/// "21.123456" and "21": what stands behind the sixth digit is dropped.
std::optional<std::chrono::microseconds> secondOf(std::string_view text)
{
    const auto point = text.find('.');
    const auto whole = number(text.substr(0, point), 1, 2);
    auto fraction = point == std::string_view::npos ? std::string() : std::string(text.substr(point + 1));
    if (!whole || *whole > 60 || fraction.size() > 12 ||
        !std::all_of(fraction.begin(), fraction.end(), [](char c) { return isDigit(c); })) {
        return std::nullopt;
    }
    fraction.resize(6, '0');
    return std::chrono::seconds(*whole) + std::chrono::microseconds(parseWhole<int>(fraction).value_or(0));
}

/// "17:27:21" in parts, which may have blanks around the colons.
std::optional<std::chrono::microseconds> timeOf(std::string_view text)
{
    const auto parts = split(text, ':');
    if (parts.size() != 2 && parts.size() != 3) {
        return std::nullopt;
    }
    const auto hour = number(parts[0], 1, 2);
    const auto minute = number(parts[1], 1, 2);
    const auto second = parts.size() == 3 ? secondOf(parts[2]) : std::optional(std::chrono::microseconds(0));
    if (!hour || *hour > 23 || !minute || *minute > 59 || !second) {
        return std::nullopt;
    }
    return std::chrono::hours(*hour) + minutes(*minute) + *second;
}

} // namespace

std::optional<MailTime> parseMailDate(std::string_view text)
{
    if (text.size() > longestDate) {
        return std::nullopt;
    }
    auto plain = withoutComments(text);
    if (const auto comma = plain.find(','); comma != std::string::npos) {
        plain.erase(0, comma + 1);
    }
    const auto words = splitWords(plain);
    if (words.size() < 5) {
        return std::nullopt;
    }
    std::string clock; // all between the year and the zone
    for (std::size_t i = 3; i + 1 < words.size(); ++i) {
        clock += words[i];
    }
    const auto day = number(words[0], 1, 2);
    const auto month = monthOf(words[1]);
    const auto year = yearOf(words[2]);
    const auto time = timeOf(clock);
    const auto zone = zoneOf(words.back());
    if (!day || !month || !year || !time || !zone) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) {
        return std::nullopt;
    }
    return MailTime(std::chrono::sys_days(date)) + *time - *zone;
}

} // namespace mpm
