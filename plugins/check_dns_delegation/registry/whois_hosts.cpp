// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_hosts.hpp"

#include "check/ascii.hpp"
#include "check/phrase_text.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t mostPlainWords = 2; ///< beside names and addresses in a line that is no sentence
/// What stands behind the dot where a server has no name.
constexpr std::string_view noTops = "defined|available|applicable|specified|provided|none|null";

/// A host's name, with a final dot or an IPv4 address attached by a slash or not at all.
std::optional<DnsName> hostIn(std::string_view word)
{
    word = word.substr(0, word.find('/'));
    const auto dot = word.find('.');
    if (dot == std::string_view::npos || dot + 1 >= word.size() || IpAddress::parse(std::string(word)) ||
        std::none_of(word.begin(), word.end(), [](char c) { return isLetter(c) || static_cast<signed char>(c) < 0; })) {
        return std::nullopt;
    }
    constexpr std::string_view handleEnd = ".ser"; // of .my's handles for servers, and no top-level domain
    if (toLower(word).ends_with(handleEnd)) {
        return std::nullopt;
    }
    const auto name = registryName(word);
    if (name && isAmong(noTops, toLower(name->labels().back()))) {
        return std::nullopt; // "not.defined."
    }
    const bool host = name && name->isHostName() && name->labels().size() >= 2;
    return host && !std::all_of(name->labels().back().begin(), name->labels().back().end(), isDigit) ? name
                                                                                                     : std::nullopt;
}

/// "1.", "2)", "-", "a.", "ns1:", "*": what lists are counted with.
bool isBullet(std::string_view word)
{
    return word.size() <= 2 || (word.size() <= 5 && word.back() == ':');
}

} // namespace

std::vector<std::string> whoisWords(std::string_view value)
{
    std::string text(value);
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return std::string_view("[](),;{}<>\"|").find(c) != std::string_view::npos; }, ' ');
    return splitWords(text);
}

std::vector<RegistryHost> readWhoisHosts(std::string_view value, HostLine kind)
{
    auto words = whoisWords(value);
    if (const auto ns = std::find(words.begin(), words.end(), "NS"); ns != words.end() && ns + 1 != words.end()) {
        words.erase(words.begin(), ns + 1);
    }
    if (words.size() > 1 && isBullet(words.front())) {
        words.erase(words.begin());
    }
    std::vector<RegistryHost> hosts;
    std::size_t others = 0;
    for (const auto& word : words) {
        const auto address = IpAddress::parse(word);
        const auto name = address ? std::nullopt : hostIn(word);
        if (name && hosts.size() <= mostRegistryHosts) {
            hosts.push_back({*name, {}});
        } else if (hosts.empty()) {
            return {};
        } else if (address && hosts.back().addresses.size() < mostRegistryItems) {
            hosts.back().addresses.push_back(*address);
        } else if (!address && word.size() > 1) {
            ++others;
        }
    }
    if (others > mostPlainWords) {
        hosts.resize(kind == HostLine::Labelled ? 1 : 0);
    }
    return hosts;
}

std::vector<IpAddress> readWhoisAddresses(std::string_view value)
{
    std::vector<IpAddress> addresses;
    for (const auto& word : whoisWords(value)) {
        if (const auto address = IpAddress::parse(word); address && addresses.size() < mostRegistryItems) {
            addresses.push_back(*address);
        }
    }
    return addresses;
}

} // namespace mpm
