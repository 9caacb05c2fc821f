// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/registry_date.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace mpm {
namespace {

constexpr std::int64_t secondsOfDay = 86400;
constexpr std::int64_t latest = 253402300799; ///< the end of the year 9999

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

/// What registries write in place of an offset.
struct NamedZone {
    std::string_view name;
    int hours;
};

constexpr std::array<NamedZone, 7> zones{
    {{"cet", 1}, {"cest", 2}, {"eet", 2}, {"eest", 3}, {"msk", 3}, {"jst", 9}, {"kst", 9}}};

/// A day, and the time of that day where there is one.
struct DateParts {
    std::string day;                     ///< the text without the time
    std::optional<std::int64_t> seconds; ///< since the day's midnight, minus the offset; none: a bare day
};

/// Runs of digits, and runs of letters.
std::vector<std::string> piecesOf(std::string_view text)
{
    std::vector<std::string> pieces;
    char before = ' ';
    for (const char c : text) {
        const bool plain = isDigit(c) || isLetter(c);
        if (plain && (pieces.empty() || !(isDigit(c) ? isDigit(before) : isLetter(before)))) {
            pieces.emplace_back();
        }
        if (plain) {
            pieces.back() += toLower(c);
        }
        before = c;
    }
    return pieces;
}

std::optional<int> numberOf(const std::string& piece)
{
    return parseWhole<int>(piece);
}

std::optional<int> monthOf(const std::string& piece)
{
    const auto found =
        std::find_if(months.begin(), months.end(), [&](std::string_view month) { return piece.substr(0, 3) == month; });
    return found == months.end() ? numberOf(piece) : std::optional(static_cast<int>(found - months.begin()) + 1);
}

std::optional<std::int64_t> dayNumber(std::optional<int> year, std::optional<int> month, std::optional<int> day)
{
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *year < 1980 || *year > 9999) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date).time_since_epoch() / std::chrono::seconds(1);
}

/// How many digits stand at the beginning.
std::size_t digitsOf(std::string_view text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    return static_cast<std::size_t>(end - text.begin());
}

/// Reads the time of a day from left to right.
class ClockReader {
public:
    explicit ClockReader(std::string_view text) : rest_(text) {}

    std::string_view rest() const { return rest_; }

    /// "10:11:12.5", "9:30": seconds since midnight.
    std::optional<std::int64_t> clock()
    {
        const auto hours = part(24);
        if (!hours || !skip(':')) {
            return std::nullopt;
        }
        const auto minutes = part(59);
        const auto seconds = skip(':') ? part(60) : std::optional<std::int64_t>(0);
        if (!minutes || !seconds) {
            return std::nullopt;
        }
        if (skip('.')) { // a fraction
            rest_.remove_prefix(digitsOf(rest_));
        }
        return *hours * 3600 + *minutes * 60 + *seconds;
    }

    /// "101112", as behind a day that is all digits.
    std::optional<std::int64_t> compactClock()
    {
        if (digitsOf(rest_) != 6) {
            return std::nullopt;
        }
        const auto hours = part(24);
        const auto minutes = part(59);
        const auto seconds = part(60);
        return hours && minutes && seconds ? std::optional(*hours * 3600 + *minutes * 60 + *seconds) : std::nullopt;
    }

    /// "+02:00", "-0300", " UTC+8", " (CET)" as seconds; 0 for all else.
    std::int64_t offset()
    {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" ("), rest_.size()));
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), isLetter);
        const auto word = toLower(rest_.substr(0, static_cast<std::size_t>(end - rest_.begin())));
        const auto* zone = std::find_if(zones.begin(), zones.end(), [&](const NamedZone& z) { return z.name == word; });
        if (zone != zones.end()) {
            rest_.remove_prefix(word.size());
            return zone->hours * std::int64_t{3600};
        }
        rest_.remove_prefix(word == "utc" || word == "gmt" ? word.size() : 0);
        const std::int64_t sign = rest_.starts_with('+') ? 1 : -1;
        if (!skip('+') && !skip('-')) {
            return 0;
        }
        const auto hours = part(14);
        skip(':');
        const auto minutes = part(59);
        return sign * (hours.value_or(0) * 3600 + minutes.value_or(0) * 60);
    }

private:
    bool skip(char c)
    {
        const bool there = rest_.starts_with(c);
        rest_.remove_prefix(there ? 1 : 0);
        return there;
    }

    /// One or two digits.
    std::optional<std::int64_t> part(int most)
    {
        const auto digits = std::min<std::size_t>(digitsOf(rest_), 2);
        const auto number = numberOf(std::string(rest_.substr(0, digits)));
        rest_.remove_prefix(digits);
        return number && *number <= most ? std::optional<std::int64_t>(*number) : std::nullopt;
    }

    std::string_view rest_;
};

DateParts split(std::string_view text)
{
    text = trim(text);
    auto whole = DateParts{std::string(text), std::nullopt};
    const auto digits = digitsOf(text);
    const bool compact = digits == 14 || (digits == 8 && text.substr(8).starts_with('T'));
    auto start = compact ? text.find_first_not_of('T', 8) : text.find(':');
    if (start == std::string_view::npos) {
        return whole;
    }
    while (!compact && start > 0 && isDigit(text[start - 1])) {
        --start;
    }
    ClockReader reader(text.substr(start));
    const auto seconds = compact ? reader.compactClock() : reader.clock();
    if (!seconds) {
        return whole;
    }
    const auto offset = reader.offset();
    return {std::string(text.substr(0, compact ? 8 : start)) + " " + std::string(reader.rest()), *seconds - offset};
}

/// 22nd, 12th: the day is the number.
void dropOrdinals(std::vector<std::string>& pieces)
{
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const auto& piece = pieces[i];
        if ((piece == "st" || piece == "nd" || piece == "rd" || piece == "th") && isDigit(pieces[i - 1][0])) {
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
}

/// The midnight in UTC at which a day begins.
std::optional<std::int64_t> parseDay(std::string_view text)
{
    auto pieces = piecesOf(text);
    dropOrdinals(pieces);
    if (!pieces.empty() && pieces[0].size() == 3 && isLetter(pieces[0][0]) && !monthOf(pieces[0])) {
        pieces.erase(pieces.begin()); // the day of the week
    }
    if (!pieces.empty() && pieces[0].size() >= 8 && numberOf(pieces[0].substr(0, 8))) {
        return dayNumber(numberOf(pieces[0].substr(0, 4)), numberOf(pieces[0].substr(4, 2)),
                         numberOf(pieces[0].substr(6, 2)));
    }
    if (pieces.size() < 3) {
        return std::nullopt;
    }
    if (pieces[0].size() == 4 && numberOf(pieces[0])) {
        return dayNumber(numberOf(pieces[0]), monthOf(pieces[1]), numberOf(pieces[2]));
    }
    if (isLetter(pieces[0][0])) { // May 22 2014, or May 22 10:00:00 2014
        return dayNumber(numberOf(pieces.back().size() == 4 ? pieces.back() : pieces[2]), monthOf(pieces[0]),
                         numberOf(pieces[1]));
    }
    return dayNumber(numberOf(pieces[2]), monthOf(pieces[1]), numberOf(pieces[0]));
}

} // namespace

std::optional<std::int64_t> parseRegistryDate(std::string_view text)
{
    const auto parts = split(text);
    const auto midnight = parseDay(parts.day);
    if (!midnight) {
        return std::nullopt;
    }
    const auto moment = *midnight + parts.seconds.value_or(secondsOfDay - 1);
    return moment > latest ? std::nullopt : std::optional(moment);
}

std::string registryDay(std::int64_t time)
{
    const std::chrono::sys_seconds moment{std::chrono::seconds(time)};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(moment)};
    const auto padded = [](auto number, std::size_t width) {
        const auto digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

} // namespace mpm
