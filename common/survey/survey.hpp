// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "survey/mail_hosts.hpp"
#include "tls/world.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace mpm {

/// How far one run spreads over the hosts of a domain, so that no zone can make it open more than a few
/// hundred connections.
constexpr std::size_t mostHostsPerRun = 50;

/// Whose hosts to look at, and how to find them.
struct MailTarget {
    std::string host;              ///< a name or an address
    std::optional<DnsName> domain; ///< instead of `host`: its exchanges
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    bool dane = false; ///< ask for TLSA records
    ResolverTrust trust = ResolverTrust::Loopback;

    /// The domain, or else the host.
    std::string name() const { return domain ? domain->toString() : host; }
};

/// What to ask and say about each of their addresses.
struct SurveyPlan {
    MailTarget target;
    VisitPlan visit; ///< without a client name: this machine's; names in its TLS request that are empty: the host's
    bool reverseDns = false;
    std::size_t lookupShare = 2; ///< an exchange's addresses must be known in this part of the time: 2, half of it
};

/// Makes the visit of one address, or none. Called by many threads at the same time. An empty one: nobody is to be
/// connected to.
using Visitor = std::function<std::optional<SmtpVisit>(const std::string& host, const Endpoint& endpoint,
                                                       const VisitPlan& plan, Deadline deadline)>;

/// What a check asks the DNS besides, in the same loop.
struct FurtherQuestions {
    std::function<void(DnsLookups&)> ofTarget;                              ///< at once
    std::function<void(DnsLookups&, const IpAddress&, Deadline)> ofAddress; ///< of each address that is found
};

/// Looks up the MX records of a domain; every host, its addresses and TLSA records; and visits every address: all at
/// the same time, so that a dead name server or host delays nobody but itself. The addresses of exchanges come from the
/// DNS alone. Bounded: 50 hosts, 256 connections, 96 where they go inside TLS, 32 to one host; what is left out is
/// counted. Nothing throws for what servers do. Behind an MX record that could be forged nobody asks for TLSA (RFC 7672
/// section 2.2.1).
MailHosts survey(const SurveyPlan& plan, const World& world, Deadline deadline, const Visitor& visitor,
                 const FurtherQuestions& further = {});

/// The same where a visit is all that there is to do at an address.
MailHosts survey(const SurveyPlan& plan, const World& world, Deadline deadline);

/// The first step alone: the host, or the exchanges of the domain, `most` at most, with what the MX records tell of
/// them and, with `dane`, whether these could be forged.
MailHosts findHosts(const MailTarget& target, std::size_t most, DnsTransport& dns, Deadline deadline);

/// The plan with this machine's name where one is wanted for EHLO and none is given.
SurveyPlan withClientName(SurveyPlan plan, const World& world, Deadline deadline);

} // namespace mpm
