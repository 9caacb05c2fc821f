// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/dmarc/discover.hpp"

#include <string>
#include <string_view>

namespace mpm::checkMailAuth {

/// The policy that receivers apply to a domain's own mail, and whose it is.
struct PolicyInForce {
    DmarcRecord record;
    std::string text;                           ///< of the record; octets of a stranger
    DnsName domain;                             ///< at which the record stands
    bool own = true;                            ///< that is the domain itself
    std::string_view tag = "p";                 ///< which says it: p, sp or np
    DmarcAction asked = DmarcAction::None;      ///< what the tag says
    DmarcAction effective = DmarcAction::None;  ///< a step less where t=y says that it is a test
    DmarcAction subdomains = DmarcAction::None; ///< the same for names below
};

/// `exists`: whether the domain has any records. The walk must have found a record.
PolicyInForce policyInForce(const DmarcWalk& walk, bool exists);

/// The record with a tag set to this value: in its place, or else behind p, or v.
std::string withTag(std::string_view record, std::string_view name, std::string_view value);

/// The record without a tag.
std::string withoutTag(std::string_view record, std::string_view name);

} // namespace mpm::checkMailAuth
