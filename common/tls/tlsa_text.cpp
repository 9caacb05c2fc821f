// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/tlsa_text.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "tls/dane.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mpm {
namespace {

constexpr std::size_t shownDigits = 16;

std::string numbersOf(const TlsaRecord& record)
{
    return std::to_string(record.usage) + " " + std::to_string(record.selector) + " " +
           std::to_string(record.matching) + " ";
}

} // namespace

std::string toString(const TlsaRecord& record)
{
    const auto digits = toUpper(toHex(record.data));
    return numbersOf(record) + digits.substr(0, shownDigits) + (digits.size() > shownDigits ? "..." : "");
}

std::string toText(const TlsaRecord& record)
{
    return numbersOf(record) + toUpper(toHex(record.data));
}

TlsaRecord parseTlsa(std::string_view text)
{
    const auto fail = [&](const std::string& why) { return UsageError("--tlsa: '" + harmless(text) + "' " + why); };
    const auto parts = splitWords(text);
    if (parts.size() < 4) {
        throw fail("is not of the form 'USAGE SELECTOR MATCHING DATA', such as '3 1 1 0D6F...'");
    }
    std::array<std::uint8_t, 3> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = parseWhole<std::uint8_t>(parts[i]);
        if (!number) {
            throw fail("has '" + harmless(parts[i]) + "' where a number from 0 to 255 must stand");
        }
        numbers[i] = *number;
    }
    std::string digits;
    for (std::size_t i = 3; i < parts.size(); ++i) {
        digits += parts[i];
    }
    const auto data = fromHex(digits);
    if (!data) {
        throw fail("has data that is not an even number of hexadecimal digits");
    }
    TlsaRecord record{numbers[0], numbers[1], numbers[2], *data};
    if (const auto usability = usabilityOf(record);
        usability == TlsaUsability::Unassigned || usability == TlsaUsability::WrongLength) {
        throw fail("can't be used: " + std::string(explain(usability)));
    }
    return record;
}

} // namespace mpm
