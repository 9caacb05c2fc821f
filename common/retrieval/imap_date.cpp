// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_date.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace mpm {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The digits at that place as a number, at most `most`.
std::optional<unsigned> numberAt(std::string_view text, std::size_t at, std::size_t digits, unsigned most)
{
    const auto number = parseWhole<unsigned>(text.substr(at, digits));
    return number && *number <= most ? number : std::nullopt;
}

} // namespace

std::optional<UnixTime> parseImapDateTime(std::string_view text)
{
    namespace chrono = std::chrono;
    std::string padded(text);
    if (padded.size() == 25 && isDigit(padded.front())) {
        padded.insert(0, "0"); // some servers leave the blank out
    }
    if (padded.size() != 26) {
        return std::nullopt;
    }
    padded.front() = padded.front() == ' ' ? '0' : padded.front();
    const std::string_view all = padded;
    const bool formed = all[2] == '-' && all[6] == '-' && all[11] == ' ' && all[14] == ':' && all[17] == ':' &&
                        all[20] == ' ' && (all[21] == '+' || all[21] == '-');
    const auto* month = std::find_if(months.begin(), months.end(),
                                     [&](std::string_view each) { return equalIgnoringCase(each, all.substr(3, 3)); });
    const auto day = numberAt(all, 0, 2, 31);
    const auto year = numberAt(all, 7, 4, 9999);
    const auto hour = numberAt(all, 12, 2, 23);
    const auto minute = numberAt(all, 15, 2, 59);
    const auto second = numberAt(all, 18, 2, 60);
    const auto zoneHours = numberAt(all, 22, 2, 23);
    const auto zoneMinutes = numberAt(all, 24, 2, 59);
    if (!formed || month == months.end() || !day || !year || !hour || !minute || !second || !zoneHours ||
        !zoneMinutes) {
        return std::nullopt;
    }
    const chrono::year_month_day date{chrono::year(static_cast<int>(*year)),
                                      chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
                                      chrono::day(*day)};
    if (!date.ok()) {
        return std::nullopt;
    }
    const auto zone = chrono::hours(*zoneHours) + chrono::minutes(*zoneMinutes);
    const auto local =
        chrono::sys_days(date) + chrono::hours(*hour) + chrono::minutes(*minute) + chrono::seconds(*second);
    return all[21] == '+' ? local - zone : local + zone;
}

std::string imapDate(UnixTime time)
{
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    return std::to_string(static_cast<unsigned>(date.day())) + "-" +
           std::string(months.at(static_cast<unsigned>(date.month()) - 1)) + "-" +
           std::to_string(static_cast<int>(date.year()));
}

} // namespace mpm
