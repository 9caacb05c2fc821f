// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/selector.hpp"

#include "check/ascii.hpp"
#include "check_mail_auth/tag_list.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

bool looksLikeKey(const std::string& text)
{
    const auto tags = readTags(text);
    return startsWithIgnoringCase(text, "v=DKIM1") || (tags.find("p") != nullptr && tags.find("k") != nullptr);
}

/// Where people put a key that belongs at `name`.
std::vector<DnsName> wrongPlaces(const DnsName& selector, const DnsName& name, const DnsName& domain)
{
    std::vector<DnsName> places;
    for (const auto& place : {selector.under(domain), name.under(domain)}) {
        if (place) {
            places.push_back(*place);
        }
    }
    return places;
}

} // namespace

SelectorSeen readSelector(const DnsName& selector, const DnsName& domain, Reading& reading)
{
    SelectorSeen seen;
    seen.selector = selector;
    const auto keys = DnsName::parse("_domainkey").under(domain).value_or(domain);
    seen.name = selector.under(keys).value_or(keys);
    seen.answer = reading.look(seen.name, RecordType::Txt);
    if (seen.answer == nullptr) {
        return seen;
    }
    seen.texts = seen.answer->texts();
    if (seen.texts.size() == 1) {
        seen.key = readKeyRecord(seen.texts.front());
    }
    if (!seen.answer->isConclusive() || !seen.texts.empty() || !seen.answer->aliases().empty()) {
        return seen;
    }
    const auto* above = reading.look(keys, RecordType::Txt);
    seen.noKeysAtAll = above != nullptr && above->outcome == DnsOutcome::NoSuchName;
    for (const auto& place : wrongPlaces(selector, seen.name, domain)) {
        const auto* there = reading.look(place, RecordType::Txt);
        const auto texts = there == nullptr ? std::vector<std::string>() : there->texts();
        if (!seen.elsewhere && std::any_of(texts.begin(), texts.end(), looksLikeKey)) {
            seen.elsewhere = place;
        }
    }
    return seen;
}

} // namespace mpm::checkMailAuth
