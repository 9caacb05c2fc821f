// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/record.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::string_view throttlePhrases =
    "limit exceeded|limit reached|access control limit|quota exceeded|query quota|request per second|go away|"
    "too many requests|too many queries|rate limit|query rate|being rate|exceeded the maximum|"
    "temporarily blocked|access denied|try again later|blacklisted|excessive querying";

constexpr std::string_view absencePhrases =
    "no match|not found|nothing found|no entries found|no data found|no found|no object found|is available for|"
    "status: free|status: available|not registered|not been registered|domain not exist|does not exist|"
    "no such domain|no information available|do not have an entry|returned 0 objects|is free";

/// The first line that holds one of the phrases, for the message; empty without.
std::string lineWith(std::string_view answer, std::string_view phrases)
{
    for (const auto& line : splitLines(answer)) {
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
