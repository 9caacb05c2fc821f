// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"
#include "io/ip_address.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpm::checkMailAuth {

/// What macros stand for (RFC 7208 section 7.2).
struct MacroValues {
    std::string localPart;             ///< %{l}
    std::string senderDomain;          ///< %{o}
    std::string domain;                ///< %{d}
    std::string helo;                  ///< %{h}
    IpAddress address;                 ///< %{i}, %{v}, %{c}
    std::string validated = "unknown"; ///< %{p}
};

/// Whether a domain-spec is the same for every sender: no macro but %{d} and the escapes.
bool isTheSameForAll(std::string_view spec);

/// The name that a domain-spec stands for whoever the sender is: the domain in whose record it stands where it is
/// empty. Nothing where it depends on the sender, or names nothing that the DNS could hold.
std::optional<DnsName> nameForAll(const std::string& spec, const DnsName& domain);

/// The same where it may depend on the sender's mail address, which whoever sends chooses: here postmaster at `sender`.
std::optional<DnsName> nameForAnyAddress(const std::string& spec, const DnsName& domain, const DnsName& sender);

/// Why a macro-string is none, as a sentence's end; empty: it is one (RFC 7208 section 7.1).
std::string faultOfMacroString(std::string_view text);

/// Whether it holds %{p}, for which names must be looked up.
bool usesValidatedName(std::string_view spec);

/// A macro-string with its macros replaced; one that `faultOfDomainSpec` finds nothing wrong with, or the text of an
/// explanation, in which %{c}, %{r} and %{t} count, too. What is malformed stays as it is.
std::string expandMacros(std::string_view spec, const MacroValues& values);

/// The expanded text as a name: cut from the left to 253 octets (RFC 7208 section 7.3); nothing where it is none that
/// the DNS can hold.
std::optional<DnsName> nameOf(std::string expanded);

} // namespace mpm::checkMailAuth
