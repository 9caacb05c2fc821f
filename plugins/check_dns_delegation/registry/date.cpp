// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/date.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/date_words.hpp"
#include "check_dns_delegation/registry/plain_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace mpm {
namespace {

constexpr std::int64_t lastSecondOfDay = 86399;
constexpr std::int64_t latest = 253402300799; ///< the end of the year 9999
constexpr std::size_t searched = 400;         ///< octets of a text
constexpr std::size_t mostDates = 4;

/// The first that fits counts, and what stands behind it does not.
///   C  year, month and day in eight digits    T  time: "10:11:12.5", "9:30", "9:30 pm"
///   Y  year, of four digits                   c  time in six digits, also behind a "T"
///   y  year, of two                           Z  offset or zone, if there is one
///   M  month, as number or name               *  anything up to a digit
///   N  month, as name                         W  day of the week, if there is one
///   D  day: "22", "22nd"                      and a blank: anything up to a letter or digit, and "de", "of"
constexpr std::array<std::string_view, 17> formats{
    "TZ D M Y",   // 10:00:00 22-May-2014
    "TZ Y M D",   // 10:00:00 2014-05-22
    "T W N D Y",  // 10:00:00 May 22 2014
    "TZ C",       // 10:00:00 20140522
    "C cZ",       // 20140522T100000Z
    "C*TZ",       // 20140522 10:00:00
    "C",          // 20140522
    "Y M D*TZ",   // 2014-05-22T10:00:00Z
    "Y M D",      // 2014-May-22
    "W D M Y*TZ", // 22.5.2014 10:00:00
    "W D M Y",    // 22nd May 2014
    "W N D*TZ Y", // Thu May 22 10:00:00 UTC 2014
    "W N D Y*TZ", // May 22 2014 10:00:00 +0200
    "W N D Y",    // May 22, 2014
    "W D N y*TZ", // 22-May-14 10:00:00
    "W D N y",    // 22-May-14
    "W Y N D",    // 2014 May 22
};

/// Numbers alone, in the order of the United States.
constexpr std::array<std::string_view, 2> monthFirst{
    "M D Y*TZ", // 5/22/2014 10:00:00
    "M D Y",    // 05/22/2014
};

/// Whether an item of the list, which has bars between its items, is how the word begins.
bool beginsOneOf(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const auto item = list.substr(0, list.find('|'));
        if (word.starts_with(item)) {
            return true;
        }
        list.remove_prefix(std::min(item.size() + 1, list.size()));
    }
    return false;
}

/// Reads one plain text by one format.
class DateReader {
public:
    explicit DateReader(std::string_view plain) : rest_(plain) { skipUntil(isAlphanumeric); }

    bool fits(std::string_view format)
    {
        for (const char field : format) {
            if (!take(field)) {
                return false;
            }
        }
        return true;
    }

    /// How much of the text is behind what was read.
    std::size_t left() const { return rest_.size(); }

    /// Nothing for a day that no month has, and outside of the years.
    std::optional<std::int64_t> moment() const
    {
        const std::chrono::year_month_day date{std::chrono::year(year_),
                                               std::chrono::month(static_cast<unsigned>(month_)),
                                               std::chrono::day(static_cast<unsigned>(day_))};
        if (!date.ok() || year_ < 1980) {
            return std::nullopt;
        }
        const std::int64_t midnight = std::chrono::sys_days(date).time_since_epoch() / std::chrono::seconds(1);
        const auto moment = midnight + second_ - offset_;
        return moment > latest ? std::nullopt : std::optional(moment);
    }

private:
    bool take(char field)
    {
        switch (field) {
        case 'C':
            year_ = digits() >= 8 ? number(4) : none;
            month_ = number(2);
            day_ = number(2);
            return year_ != none;
        case 'Y': year_ = digits() == 4 ? number(4) : none; return year_ != none;
        case 'y': year_ = digits() == 2 && rest_.substr(2, 1) != ":" ? 2000 + number(2) : none; return year_ != none;
        case 'M': month_ = digits() == 0 ? monthName() : dayOrMonth(); return month_ != none;
        case 'N': month_ = monthName(); return month_ != none;
        case 'D':
            day_ = dayOrMonth();
            skipWord(registryDates::ordinals);
            return day_ != none;
        case 'T': return takeClock();
        case 'c': skip("t"); return digits() == 6 && takeTime("");
        case 'Z': takeOffset(); return true;
        case 'W': takeWeekday(); return true;
        case '*': skipUntil(isDigit); return true;
        default:
            skipUntil(isAlphanumeric);
            if (skipWord(registryDates::particles)) {
                skipUntil(isAlphanumeric);
            }
            return true;
        }
    }

    bool takeClock()
    {
        const bool sound = digits() <= 2 && takeTime(":");
        if (skip(".")) { // a fraction
            rest_.remove_prefix(digits());
        }
        const auto blanks = std::min(rest_.find_first_not_of(' '), rest_.size());
        const auto half = rest_.substr(blanks, 2);
        if (sound && (half == "am" || half == "pm") && second_ < 13L * 3600) {
            rest_.remove_prefix(blanks + 2);
            second_ = second_ % halfDay + (half == "pm" ? halfDay : 0);
        }
        return sound;
    }

    /// Hours, minutes, and seconds if there are some.
    bool takeTime(std::string_view separator)
    {
        const int hours = number(2);
        if (!skip(separator)) {
            return false;
        }
        const int minutes = number(2);
        const int seconds = skip(separator) ? number(2) : 0;
        second_ = hours * std::int64_t{3600} + minutes * std::int64_t{60} + seconds;
        return hours >= 0 && hours <= 24 && minutes >= 0 && minutes <= 59 && seconds >= 0 && seconds <= 60;
    }

    /// "+02:00", "-0300", " UTC+8", " (CET)"; 0 for all else, be it a word.
    void takeOffset()
    {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" ("), rest_.size()));
        const auto word = takeWord();
        const auto& zones = registryDates::zones;
        const auto* zone = std::find_if(zones.begin(), zones.end(), [&](const auto& z) { return z.name == word; });
        offset_ = zone == zones.end() ? 0 : zone->minutes * std::int64_t{60};
        const bool counts = word.empty() || word == "utc" || word == "gmt";
        const int sign = rest_.starts_with('+') ? 1 : -1;
        if (counts && (skip("+") || skip("-"))) {
            const int hours = std::max(number(2), 0);
            skip(":");
            offset_ = sign * (hours * std::int64_t{3600} + std::max(number(2), 0) * std::int64_t{60});
        }
    }

    void takeWeekday()
    {
        const auto before = rest_;
        const auto word = takeWord();
        const bool longer = word.size() > 3 && beginsOneOf(registryDates::weekdays, word);
        if ((word.size() != 3 && !longer) || (DateReader(before).monthName() != none && !longer)) {
            rest_ = before;
        }
        skipUntil(isAlphanumeric);
    }

    int monthName()
    {
        const auto word = takeWord();
        for (std::size_t i = registryDates::months.size(); i-- > 0;) { // "juil" before "jui"
            if (word.size() >= 3 && beginsOneOf(registryDates::months.at(i), word)) {
                return static_cast<int>(i) + 1;
            }
        }
        return none;
    }

    int dayOrMonth() { return digits() <= 2 ? number(2) : none; }

    /// Of as many digits at most.
    int number(std::size_t most)
    {
        const auto text = rest_.substr(0, std::min(digits(), most));
        rest_.remove_prefix(text.size());
        return parseWhole<int>(text).value_or(none);
    }

    /// How many digits are next.
    std::size_t digits() const { return std::min(rest_.find_first_not_of("0123456789"), rest_.size()); }

    std::string_view takeWord()
    {
        const auto* end = std::find_if_not(rest_.begin(), rest_.end(), isLetter);
        const auto word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(word.size());
        return word;
    }

    bool skip(std::string_view sign)
    {
        const bool there = rest_.starts_with(sign);
        rest_.remove_prefix(there ? sign.size() : 0);
        return there;
    }

    /// One of a list, where nothing but it stands there.
    bool skipWord(std::string_view list)
    {
        const auto before = rest_;
        const bool there = isAmong(list, takeWord());
        rest_ = there ? rest_ : before;
        return there;
    }

    void skipUntil(bool (*isWanted)(char))
    {
        const auto* next = std::find_if(rest_.begin(), rest_.end(), isWanted);
        rest_.remove_prefix(static_cast<std::size_t>(next - rest_.begin()));
    }

    static constexpr int none = -1;
    static constexpr std::int64_t halfDay = 43200;

    std::string_view rest_;
    int year_ = none;
    int month_ = none;
    int day_ = none;
    std::int64_t second_ = lastSecondOfDay; ///< of the day
    std::int64_t offset_ = 0;               ///< from UTC, in seconds
};

/// The date with which a plain text begins, by the first format that fits.
template <class Formats>
std::optional<RegistryDate> dateAt(std::string_view plain, const Formats& wanted)
{
    for (const auto format : wanted) {
        DateReader reader(plain);
        if (reader.fits(format)) {
            const auto moment = reader.moment();
            return moment ? std::optional(RegistryDate{*moment, 0, plain.size() - reader.left()}) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<RegistryDate> dateAt(std::string_view plain, bool american)
{
    const auto first = american ? dateAt(plain, monthFirst) : dateAt(plain, formats);
    return first ? first : american ? dateAt(plain, formats) : dateAt(plain, monthFirst);
}

/// "01/02/2030 (mm/dd/yyyy)"
bool saysMonthFirst(std::string_view plain)
{
    return plain.find("mm/dd") != std::string_view::npos;
}

} // namespace

std::optional<std::int64_t> parseRegistryDate(std::string_view text)
{
    const auto plain = plainText(text.substr(0, searched));
    const auto date = dateAt(plain, saysMonthFirst(plain));
    return date ? std::optional(date->moment) : std::nullopt;
}

std::vector<RegistryDate> registryDatesIn(std::string_view plain)
{
    plain = plain.substr(0, searched);
    const bool american = saysMonthFirst(plain);
    std::vector<RegistryDate> dates;
    for (std::size_t at = 0; at < plain.size() && dates.size() < mostDates;) {
        const bool begins = isAlphanumeric(plain[at]) && (at == 0 || !isAlphanumeric(plain[at - 1]));
        const auto date = begins ? dateAt(plain.substr(at), american) : std::nullopt;
        if (date) {
            dates.push_back({date->moment, at, at + date->end});
        }
        at += date ? std::max<std::size_t>(date->end, 1) : 1;
    }
    return dates;
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
