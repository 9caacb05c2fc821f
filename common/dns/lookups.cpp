// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookups.hpp"

#include <utility>

namespace mpm {

void DnsLookups::add(DnsLookup lookup)
{
    waiting_.push_back(std::move(lookup));
}

std::optional<DnsLookup> DnsLookups::next()
{
    if (waiting_.empty()) {
        return std::nullopt;
    }
    auto lookup = std::move(waiting_.front());
    waiting_.pop_front();
    ++underWay_;
    lookup.then = [this, then = std::move(lookup.then)](std::vector<DnsAnswer> answers) {
        --underWay_;
        then(std::move(answers));
    };
    return lookup;
}

} // namespace mpm
