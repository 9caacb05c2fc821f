// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/record.hpp"

#include "check/ascii.hpp"
#include "check/usage_error.hpp"
#include "check_dns_delegation/registry/plain_text.hpp"
#include "check_dns_delegation/registry/status_kind.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::int64_t sameEnd = 86400; ///< so far apart two of them are one, told in different forms

/// Empty without.
std::string firstOf(const std::vector<std::string>& statuses, StatusKind kind)
{
    const auto found = std::find_if(statuses.begin(), statuses.end(),
                                    [&](const std::string& status) { return statusKind(status) == kind; });
    return found == statuses.end() ? "" : *found;
}

/// What has no part in a status: the address of its explanation.
std::string_view withoutAddress(std::string_view value)
{
    return value.substr(0, std::min(value.find("http"), value.size()));
}

/// `client transfer prohibited client hold`, which some write without a sign between them.
std::vector<std::string> apart(const std::string& status)
{
    constexpr std::string_view mark = "prohibited ";
    std::vector<std::string> parts;
    std::size_t at = 0;
    for (auto end = status.find(mark); end != std::string::npos; end = status.find(mark, at)) {
        parts.push_back(status.substr(at, end + mark.size() - 1 - at));
        at = end + mark.size();
    }
    parts.push_back(status.substr(at));
    return parts;
}

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

void RegistryRecord::addEnd(std::int64_t moment)
{
    if (!expires) {
        expires = moment;
        return;
    }
    const auto last = std::max(laterEnd.value_or(*expires), moment);
    const bool earlier = moment < *expires - sameEnd;
    expires = earlier ? moment : *expires;
    laterEnd = last > *expires + sameEnd ? std::optional(last) : std::nullopt;
}

void RegistryRecord::addStatuses(std::string_view value)
{
    std::string text(withoutAddress(value));
    for (auto dash = text.find(" - "); dash != std::string::npos; dash = text.find(" - ")) {
        text[dash + 1] = ',';
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return std::string_view("/;|&()[]").find(c) != std::string_view::npos; },
        ',');
    bool first = true;
    for (const auto& part : split(text, ',')) {
        for (auto& status : apart(registryStatus(part))) {
            const bool counts = status.size() > 1 && (first || statusKind(status) != StatusKind::Unknown);
            first = first && status.empty();
            if (counts && statuses.size() < mostRegistryItems) {
                statuses.push_back(std::move(status));
            }
        }
    }
}

bool RegistryRecord::provesRegistration() const
{
    return !hosts.empty() || !handles.empty() || expires || created || ds || !hold().empty() ||
           !firstOf(statuses, StatusKind::Good).empty();
}

std::string RegistryRecord::hold() const
{
    const auto end = firstOf(statuses, StatusKind::Deleting);
    auto causes = statuses; // "inactive" is what follows from them
    std::erase(causes, "inactive");
    const auto cause = firstOf(causes, StatusKind::Held);
    return !end.empty() ? end : !cause.empty() ? cause : firstOf(statuses, StatusKind::Held);
}

bool RegistryRecord::isBeingDeleted() const
{
    return !firstOf(statuses, StatusKind::Deleting).empty();
}

std::string_view registryStanding(const RegistryRecord& record)
{
    switch (record.state) {
    case RegistryRecord::State::Registered:
        return record.isBeingDeleted() ? "being-deleted" : record.hold().empty() ? "registered" : "on-hold";
    case RegistryRecord::State::NotRegistered: return "free";
    case RegistryRecord::State::Throttled: return "turned-away";
    case RegistryRecord::State::Another: return "another";
    case RegistryRecord::State::Unreadable: return "not-understood";
    }
    return "not-understood";
}

std::string registryStatus(std::string_view word)
{
    const bool mixed = std::any_of(word.begin(), word.end(), isLowercase);
    const auto isCapital = [&](std::size_t at) { return at < word.size() && word[at] != toLower(word[at]); };
    std::string apart;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const bool afterSmall = at > 0 && isLowercase(word[at - 1]);
        const bool lastCapital = at > 0 && isCapital(at - 1) && at + 1 < word.size() && isLowercase(word[at + 1]);
        apart += mixed && isCapital(at) && (afterSmall || lastCapital) ? " " : "";
        apart += word[at];
    }
    std::string status;
    for (const char c : plainText(apart)) {
        if (isLetter(c)) {
            status += c;
        } else if (!status.ends_with(' ')) {
            status += ' ';
        }
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
