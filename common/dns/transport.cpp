// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/transport.hpp"

#include "check/append.hpp"
#include "dns/lookups.hpp"

#include <iterator>

namespace mpm {

std::vector<DnsAnswer> DnsTransport::askForAddresses(const std::vector<DnsQuestion>& questions, Seconds /*grace*/,
                                                     Deadline deadline)
{
    return ask(questions, deadline);
}

std::vector<std::vector<DnsAnswer>>
DnsTransport::askAlternatives(const std::vector<std::vector<ServerQuestion>>& groups, Seconds /*grace*/,
                              Deadline deadline)
{
    std::vector<ServerQuestion> questions;
    for (const auto& group : groups) {
        append(questions, group);
    }
    auto answers = askServers(questions, deadline);
    auto next = std::make_move_iterator(answers.begin());
    std::vector<std::vector<DnsAnswer>> result;
    for (const auto& group : groups) {
        const auto end = next + static_cast<std::ptrdiff_t>(group.size());
        result.emplace_back(next, end);
        next = end;
    }
    return result;
}

void DnsTransport::follow(DnsLookups& lookups)
{
    while (auto next = lookups.next()) {
        next->then(next->grace ? askForAddresses(next->questions, *next->grace, next->until)
                               : ask(next->questions, next->until));
    }
}

} // namespace mpm
