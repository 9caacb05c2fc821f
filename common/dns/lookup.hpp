// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookups.hpp"
#include "dns/transport.hpp"
#include "io/resolver.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mpm {

/// What the DNS says of the addresses of one name: the answers as they came, by family. A family
/// that was not wanted has no answer.
struct AddressAnswers {
    DnsName name;
    std::optional<DnsAnswer> a;
    std::optional<DnsAnswer> aaaa;

    /// IPv6 and IPv4 in turns, each address once.
    std::vector<IpAddress> addresses() const;

    /// Why a family could not be asked, or why there is no address at all. A family without
    /// addresses beside one that has some is no failure.
    std::optional<Failure> failure() const;

    /// How many more there are than were kept.
    std::size_t leftOut() const;

    /// The least TTL of the addresses in seconds; nothing without any.
    std::optional<std::uint32_t> ttl() const;
};

/// The addresses of names that stand in for each other, all questions at the same time: once one address is known, a
/// silent name or family costs about a second more, not all of the time.
std::vector<AddressAnswers> askAddresses(DnsTransport& dns, const std::vector<DnsName>& names, FamilyChoice families,
                                         Deadline deadline);

/// The same of one name, as one of the look-ups.
void askAddresses(DnsLookups& lookups, const DnsName& name, FamilyChoice families, Deadline deadline,
                  std::function<void(AddressAnswers)> then);

/// What DnsResolver does, as one of the look-ups.
void lookUpAddresses(DnsLookups& lookups, const std::string& name, FamilyChoice families, Deadline deadline,
                     std::function<void(AddressLookup)> then);
void lookUpPointers(DnsLookups& lookups, const IpAddress& address, Deadline deadline,
                    std::function<void(PointerLookup)> then);

/// Turns names into addresses by asking the DNS alone: no /etc/hosts, no search list. Addresses take at most
/// half of the time, so that there is some left for what they are wanted for.
class DnsResolver : public Resolver {
public:
    /// The transport must live as long as this.
    explicit DnsResolver(DnsTransport& dns) : dns_(dns) {}

    AddressLookup addresses(const std::string& name, FamilyChoice families, Deadline deadline) override;
    PointerLookup pointers(const IpAddress& address, Deadline deadline) override;

private:
    DnsTransport& dns_;
};

} // namespace mpm
