// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/record.hpp"

#include <string>
#include <string_view>

/// What WHOIS servers (RFC 3912) write. There is no standard: labels, statuses and sentences are told by stems and
/// rules (label_kind.hpp, status_kind.hpp, verdict_words.hpp), and a state needs words that prove it.
namespace mpm {

/// The line to send, without its end. Some servers want more than the name.
std::string whoisQuestion(std::string_view server, const DnsName& domain);

/// The registry's server that IANA names for a top-level domain, as written; empty when it has none.
std::string whoisServerOf(std::string_view ianaAnswer);

/// Reads an answer about the domain, as received: with CRLF or LF, in the codes that plainText knows. Being turned away
/// wins over a no, a no over all that looks like a record, and the record of another name says nothing.
RegistryRecord parseWhois(std::string_view answer, const DnsName& domain);

/// Reads the answer about a host object; nothing when there is no host in it.
std::optional<RegistryHost> parseWhoisHost(std::string_view answer);

} // namespace mpm
