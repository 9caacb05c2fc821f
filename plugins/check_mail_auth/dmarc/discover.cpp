// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/discover.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

constexpr std::size_t mostLabels = 7; ///< of the names above the domain that are asked

/// The domain, then the names above it, without those that have too many labels.
std::vector<DnsName> namesFor(const DnsName& domain)
{
    std::vector<DnsName> names{domain};
    for (auto name = domain.parent(); !name.isRoot(); name = name.parent()) {
        if (name.labels().size() <= mostLabels) {
            names.push_back(name);
        }
    }
    return names;
}

DmarcPlace look(const DnsName& domain, Reading& reading)
{
    DmarcPlace place;
    place.domain = domain;
    const auto name = DnsName::parse("_dmarc").under(domain);
    place.answer = name ? reading.look(*name, RecordType::Txt) : nullptr;
    for (auto& text : place.answer == nullptr ? std::vector<std::string>() : place.answer->texts()) {
        if (isDmarc(text)) {
            place.records.push_back(std::move(text));
        } else if (looksLikeDmarc(text)) {
            place.others.push_back(std::move(text));
        }
    }
    return place;
}

bool isPublicSuffix(const DmarcPlace& place)
{
    return place.counts() && readDmarcRecord(place.records.front()).suffix == SuffixKind::Public;
}

/// The place at which the organisation begins: where psd=n says so, below where psd=y says that a public suffix is,
/// else the highest that has a record; nothing where none has.
std::optional<std::size_t> organisationIn(const std::vector<DmarcPlace>& places)
{
    std::optional<std::size_t> highest;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].counts()) {
            continue;
        }
        const auto suffix = readDmarcRecord(places[i].records.front()).suffix;
        if (suffix == SuffixKind::Organisation) {
            return i;
        }
        if (suffix == SuffixKind::Public && i > 0) {
            return i - 1;
        }
        highest = i;
    }
    return highest;
}

} // namespace

DmarcWalk walkDmarc(const DnsName& domain, Reading& reading)
{
    DmarcWalk walk;
    for (const auto& name : namesFor(domain)) {
        walk.places.push_back(look(name, reading));
    }
    const auto organisation = organisationIn(walk.places);
    walk.organisation = organisation ? walk.places[*organisation].domain : domain;
    // Of a name with many labels the place below a public suffix may be far below it; the organisation is directly
    // below.
    if (organisation && *organisation + 1 < walk.places.size() && isPublicSuffix(walk.places[*organisation + 1])) {
        while (walk.organisation.parent() != walk.places[*organisation + 1].domain) {
            walk.organisation = walk.organisation.parent();
        }
    }
    if (walk.own().counts()) {
        walk.at = 0;
    } else if (organisation && walk.places[*organisation].counts()) {
        walk.at = organisation;
    } else if (organisation && *organisation + 1 < walk.places.size() && walk.places[*organisation + 1].counts()) {
        walk.at = *organisation + 1; // the public suffix speaks for organisations without a record
    }
    const auto last = walk.at.value_or(walk.places.size() - 1);
    walk.complete =
        std::all_of(walk.places.begin(), walk.places.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                    [](const DmarcPlace& place) { return place.answer != nullptr && place.answer->isConclusive(); });
    return walk;
}

} // namespace mpm::checkMailAuth
