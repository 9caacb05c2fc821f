// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_dns_delegation/registry/registry_record.hpp"
#include "check_dns_delegation/registry/whois_line.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace mpm {
namespace {

constexpr std::array throttleWords{
    "limit exceeded",     "limit reached", "access control limit", "quota exceeded",      "query quota",
    "request per second", "go away",       "too many requests",    "too many queries",    "rate limit",
    "query rate",         "being rate",    "exceeded the maximum", "temporarily blocked", "access denied",
    "try again later",    "blacklisted",   "excessive querying"};

constexpr std::array absenceWords{"no match",
                                  "not found",
                                  "nothing found",
                                  "no entries found",
                                  "no data found",
                                  "no found",
                                  "no object found",
                                  "is available for",
                                  "status: free",
                                  "status: available",
                                  "not registered",
                                  "not been registered",
                                  "domain not exist",
                                  "does not exist",
                                  "no such domain",
                                  "no information available",
                                  "do not have an entry",
                                  "returned 0 objects",
                                  "is free"};

/// In lower case, blanks of every kind as one.
std::string folded(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t';
        if (!blank || !result.ends_with(' ')) {
            result += blank ? ' ' : toLower(c);
        }
    }
    return result;
}

/// The first line that holds one of the words, for the message; empty without.
template <std::size_t Size>
std::string lineWith(std::string_view answer, const std::array<const char*, Size>& words)
{
    std::istringstream in{std::string(answer)};
    for (std::string line; getWhoisLine(in, line);) {
        const auto text = folded(line);
        if (std::any_of(words.begin(), words.end(),
                        [&](const char* word) { return text.find(word) != std::string::npos; })) {
            return harmless(trim(line), 100);
        }
    }
    return {};
}

} // namespace

std::string throttleIn(std::string_view answer)
{
    return lineWith(answer, throttleWords);
}

std::string absenceIn(std::string_view answer)
{
    return lineWith(answer, absenceWords);
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
        const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return c > 0; });
        if (equalIgnoringCase(word, wanted) ||
            (international && !ascii && word.size() <= longest && registryName(word) == domain)) {
            return true;
        }
    }
    return false;
}

} // namespace mpm
