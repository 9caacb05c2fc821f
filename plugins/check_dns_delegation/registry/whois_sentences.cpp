// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/record.hpp"
#include "check_dns_delegation/registry/whois_line.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <sstream>

namespace mpm {
namespace {

using namespace std::string_view_literals;

constexpr std::array throttlePhrases{
    "limit exceeded"sv,     "limit reached"sv, "access control limit"sv, "quota exceeded"sv,      "query quota"sv,
    "request per second"sv, "go away"sv,       "too many requests"sv,    "too many queries"sv,    "rate limit"sv,
    "query rate"sv,         "being rate"sv,    "exceeded the maximum"sv, "temporarily blocked"sv, "access denied"sv,
    "try again later"sv,    "blacklisted"sv,   "excessive querying"sv};

constexpr std::array absencePhrases{"no match"sv,
                                    "not found"sv,
                                    "nothing found"sv,
                                    "no entries found"sv,
                                    "no data found"sv,
                                    "no found"sv,
                                    "no object found"sv,
                                    "is available for"sv,
                                    "status: free"sv,
                                    "status: available"sv,
                                    "not registered"sv,
                                    "not been registered"sv,
                                    "domain not exist"sv,
                                    "does not exist"sv,
                                    "no such domain"sv,
                                    "no information available"sv,
                                    "do not have an entry"sv,
                                    "returned 0 objects"sv,
                                    "is free"sv};

/// The first line that holds one of the phrases, for the message; empty without.
std::string lineWith(std::string_view answer, std::span<const std::string_view> phrases)
{
    std::istringstream in{std::string(answer)};
    for (std::string line; getWhoisLine(in, line);) {
        if (PhraseText(line).holdsOneOf(phrases)) {
            return harmless(trim(line), 100);
        }
    }
    return {};
}

} // namespace

std::string throttleIn(std::string_view answer)
{
    return lineWith(answer, throttlePhrases);
}

std::string absenceIn(std::string_view answer)
{
    return lineWith(answer, absencePhrases);
}

bool mentionsDomain(std::string_view answer, const DnsName& domain)
{
    constexpr std::string_view ends = " \t\r\n\"'`()[]{}<>,;:=|/";
    constexpr std::size_t longest = 260;
    const auto wanted = domain.toString();
    const bool international = wanted.find("xn--") != std::string::npos;
    for (std::size_t at = 0; at < answer.size();) {
        const auto end = std::min(answer.find_first_of(ends, at), answer.size());
        auto word = answer.substr(at, end - at);
        at = end + 1;
        while (word.ends_with('.')) {
            word.remove_suffix(1);
        }
        if (equalIgnoringCase(word, wanted) ||
            (international && !isAscii(word) && word.size() <= longest && registryName(word) == domain)) {
            return true;
        }
    }
    return false;
}

} // namespace mpm
