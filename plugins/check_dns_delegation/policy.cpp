// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/policy.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <iterator>

namespace mpm::checkDnsDelegation {
namespace {

[[noreturn]] void reject(const std::string& item)
{
    throw UsageError("--expect-ds: '" + harmless(item) +
                     "' is not of the form KEYTAG or KEYTAG ALGORITHM DIGESTTYPE HEX");
}

template <class Number>
Number readNumber(const std::string& word, const std::string& item)
{
    const auto number = parseWhole<Number>(word);
    if (!number) {
        reject(item);
    }
    return *number;
}

std::string readHex(const std::string& digits, const std::string& item)
{
    const auto octets = fromHex(digits);
    if (!octets || octets->empty()) {
        reject(item);
    }
    return *octets;
}

ExpectedDs parseItem(const std::string& item)
{
    const auto words = splitWords(item);
    if (words.size() != 1 && words.size() < 4) {
        reject(item);
    }
    ExpectedDs ds;
    ds.keyTag = readNumber<std::uint16_t>(words[0], item);
    if (words.size() > 1) {
        ds.algorithm = readNumber<std::uint8_t>(words[1], item);
        ds.digestType = readNumber<std::uint8_t>(words[2], item);
        std::string digits; // dig shows the digest in two parts
        for (std::size_t i = 3; i < words.size(); ++i) {
            digits += words[i];
        }
        ds.digest = readHex(digits, item);
    }
    return ds;
}

} // namespace

std::vector<ExpectedDs> ExpectedDs::parseList(std::string_view list)
{
    const auto items = splitList(list);
    std::vector<ExpectedDs> result;
    std::transform(items.begin(), items.end(), std::back_inserter(result), parseItem);
    return result;
}

std::string ExpectedDs::toString() const
{
    auto text = std::to_string(keyTag);
    if (algorithm && digestType) {
        text += " " + std::to_string(*algorithm) + " " + std::to_string(*digestType) + " " + toHex(digest);
    }
    return text;
}

} // namespace mpm::checkDnsDelegation
