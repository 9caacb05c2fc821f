// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/whois_line.hpp"
#include "dns/name.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What WHOIS servers say in sentences of their own, not as a label and a value.
namespace mpm {

/// One sentence, which may have begun on the line before.
struct WhoisSentence {
    std::string shown;              ///< safe to print, 100 octets at most
    std::vector<std::string> words; ///< as plainWords has them, 60 at most; "~" for the domain, "@" for another name
    bool legal = false;             ///< of terms of use and the like
    bool amidLaw = false;           ///< the lines around it, up to blank ones, are
};

/// The sentences of what has no label of its own, comments among them.
std::vector<WhoisSentence> whoisSentences(const std::vector<WhoisLine>& lines, const DnsName& domain);

/// The words of one text likewise.
std::vector<std::string> sentenceWords(std::string_view plain, const DnsName& domain);

/// Whether the domain stands anywhere in the answer, in A-labels or Unicode, in any case. A host below it does not
/// count: another domain's record may list that.
bool mentionsDomain(std::string_view answer, const DnsName& domain);

} // namespace mpm
