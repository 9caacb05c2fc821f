// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/registry_record.hpp"

#include "check/ascii.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace mpm {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

/// EPP's own words (RFC 5731, RFC 3915), and those of .br, .cz, .dk, .eu and .be, .nl, .ru, .uk.
constexpr std::array<std::string_view, 14> holds{"client hold",       "server hold",
                                                 "redemption period", "pending delete",
                                                 "on hold",           "outzone",
                                                 "deactivated",       "quarantine",
                                                 "in quarantine",     "not delegated",
                                                 "suspended",         "redemption",
                                                 "to be deleted",     "domain is not generated into the zone"};

bool isLetter(char c)
{
    return toLower(c) >= 'a' && toLower(c) <= 'z';
}

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
    int number = 0;
    const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), number);
    return error == std::errc{} && end == piece.data() + piece.size() ? std::optional(number) : std::nullopt;
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

} // namespace

void RegistryRecord::add(const RegistryHost& host)
{
    const auto same =
        std::find_if(hosts.begin(), hosts.end(), [&](const RegistryHost& known) { return known.name == host.name; });
    if (same == hosts.end()) {
        if (hosts.size() <= mostRegistryHosts) { // one more shows that there are too many
            hosts.push_back(host);
        }
        return;
    }
    for (const auto& address : host.addresses) {
        if (same->addresses.size() < mostRegistryItems) {
            same->addresses.push_back(address);
        }
    }
}

void RegistryRecord::finish()
{
    std::sort(hosts.begin(), hosts.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    if (hosts.size() > mostRegistryHosts) {
        *this = RegistryRecord();
        detail = "the answer lists more than " + std::to_string(mostRegistryHosts) + " name servers";
    }
}

std::string RegistryRecord::hold() const
{
    const auto found = std::find_first_of(statuses.begin(), statuses.end(), holds.begin(), holds.end());
    return found == statuses.end() ? "" : *found;
}

std::string registryStatus(std::string_view word)
{
    std::string status;
    for (const char c : word) {
        const bool capital = c >= 'A' && c <= 'Z';
        const bool afterSmall = !status.empty() && status.back() >= 'a' && status.back() <= 'z';
        if (capital && afterSmall &&
            std::any_of(word.begin(), word.end(), [](char o) { return o >= 'a' && o <= 'z'; })) {
            status += ' ';
        }
        status += isLetter(c) ? toLower(c) : ' ';
    }
    return std::string(trim(status));
}

std::optional<DnsName> registryName(std::string_view text)
{
    try {
        return DnsName::parse(text);
    } catch (const UsageError&) {
        // Perhaps a server that writes Latin-1.
    }
    std::string utf8;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xC0U | (octet >> 6U));
            utf8 += static_cast<char>(0x80U | (octet & 0x3FU));
        }
    }
    try {
        return utf8.size() == text.size() ? std::nullopt : std::optional(DnsName::parse(utf8));
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

std::optional<std::int64_t> parseRegistryDate(std::string_view text)
{
    auto pieces = piecesOf(text);
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
