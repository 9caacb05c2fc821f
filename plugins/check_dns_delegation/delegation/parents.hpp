// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// What one of the parent's servers says of the delegation, as far as it can be held against the others.
struct ParentView {
    using Glue = std::map<DnsName, std::set<IpAddress>>;

    const ParentAnswer* answer = nullptr; ///< Referral to the zone, OwnZone, Alias, NotACut or NoSuchName
    Glue glue;                            ///< with Referral: every name server, with its glue if it is within the zone
    std::optional<std::set<DsRecord>> ds; ///< nothing where it doesn't say, or not all of them
    std::optional<std::uint32_t> serial;  ///< of its copy of the parent zone, where it was asked

    bool delegates() const;
    bool lists(const DnsName& name) const { return glue.contains(name); }
};

/// Of every server of the parent that says anything of the delegation. `seen` must outlive it.
std::vector<ParentView> parentViews(const Observation& seen);

/// The same without what is in other answers than the walk's.
std::vector<ParentView> parentViews(const Walk& walk);

/// In what the views contradict each other.
struct Contradictions {
    bool existence = false;
    bool names = false;
    bool glue = false; ///< of name servers that both list
    bool ds = false;

    bool any() const { return existence || names || glue || ds; }
};
Contradictions compare(const std::vector<ParentView>& views);

/// The DS records that the answer of a parent's server to a question for them states, also that there are none.
/// Nothing for a referral, whatever its AA bit, for an error, and where the child answers.
std::optional<std::vector<DsRecord>> statedDs(const DnsAnswer& answer, const DnsName& zone);

/// Whether a server of the parent has more to say of the delegation than is read: what seems to be missing may be
/// there.
bool leavesOut(const Observation& seen);

/// What some of the parent's servers say and others don't is a finding of its own, from which more would follow.
bool isListedByAllParents(const Observation& seen, const DnsName& name);
bool isGlueOfAllParents(const Observation& seen, const DnsName& name, const IpAddress& address);
bool isDsOfAllParents(const Observation& seen, const DsRecord& ds);

/// A name server that only some of the parent's servers list, and the zone doesn't.
bool isDisputed(const Observation& seen, const NameServerSeen& server);

/// Nobody but some of the parent's servers leads to this address.
bool isDisputed(const Observation& seen, const IpAddress& address);

} // namespace mpm::checkDnsDelegation
