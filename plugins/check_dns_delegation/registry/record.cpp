// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/record.hpp"

#include "check/ascii.hpp"
#include "check/phrase_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// EPP's own words (RFC 5731, RFC 3915), and those of .br, .cz, .dk, .eu and .be, .nl, .ru, .uk.
constexpr std::string_view holds =
    "client hold|server hold|redemption period|pending delete|on hold|outzone|deactivated|quarantine|"
    "in quarantine|not delegated|suspended|redemption|to be deleted|domain is not generated into the zone";

} // namespace

void RegistryRecord::add(const RegistryHost& host)
{
    const auto same =
        std::find_if(hosts.begin(), hosts.end(), [&](const RegistryHost& known) { return known.name == host.name; });
    if (same == hosts.end()) {
        if (hosts.size() <= mostRegistryHosts) { // one more shows that there are too many
            hosts.push_back(host);
        }
        return;
    }
    for (const auto& address : host.addresses) {
        if (same->addresses.size() < mostRegistryItems) {
            same->addresses.push_back(address);
        }
    }
}

void RegistryRecord::finish()
{
    showsAddresses = showsAddresses || std::any_of(hosts.begin(), hosts.end(),
                                                   [](const RegistryHost& host) { return !host.addresses.empty(); });
    std::sort(hosts.begin(), hosts.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    if (hosts.size() > mostRegistryHosts) {
        *this = RegistryRecord();
        detail = "the answer lists more than " + std::to_string(mostRegistryHosts) + " name servers";
    }
}

std::string RegistryRecord::hold() const
{
    const auto found = std::find_if(statuses.begin(), statuses.end(),
                                    [](const std::string& status) { return isAmong(holds, status); });
    return found == statuses.end() ? "" : *found;
}

std::string registryStatus(std::string_view word)
{
    std::string status;
    for (const char c : word) {
        const bool capital = c != toLower(c);
        const bool afterSmall = !status.empty() && isLowercase(status.back());
        if (capital && afterSmall && std::any_of(word.begin(), word.end(), isLowercase)) {
            status += ' ';
        }
        status += isLetter(c) ? toLower(c) : ' ';
    }
    return std::string(trim(status));
}

std::optional<DnsName> registryName(std::string_view text)
{
    try {
        return DnsName::parse(text);
    } catch (const UsageError&) {
        // Perhaps a server that writes Latin-1.
    }
    std::string utf8;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xC0U | (octet >> 6U));
            utf8 += static_cast<char>(0x80U | (octet & 0x3FU));
        }
    }
    try {
        return utf8.size() == text.size() ? std::nullopt : std::optional(DnsName::parse(utf8));
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

} // namespace mpm
