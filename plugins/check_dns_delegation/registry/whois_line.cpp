// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_line.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

std::string cleanLabel(std::string_view label)
{
    const auto first = label.find_first_not_of("*. \t");
    const auto last = label.find_last_not_of("*. \t");
    return first == std::string_view::npos ? "" : toLower(label.substr(first, last - first + 1));
}

} // namespace

WhoisLine readWhoisLine(std::string_view text, bool (*isTitle)(std::string_view label))
{
    WhoisLine line;
    const auto whole = trim(text);
    line.blank = whole.empty();
    line.comment = !text.empty() && (text.front() == '%' || text.front() == '#');
    const auto bracket = whole.find('[');
    const auto close = whole.find(']');
    if (bracket <= 3 && close != std::string_view::npos && close > bracket) {
        line.label = cleanLabel(whole.substr(bracket + 1, close - bracket - 1));
        line.value = std::string(trim(whole.substr(close + 1)));
        return line;
    }
    const auto colon = whole.find(':');
    const bool address = colon != std::string_view::npos && whole.substr(0, colon).find('.') < whole.find(' ');
    if (colon == std::string_view::npos || (address && whole.find("..") == std::string_view::npos)) {
        const auto label = cleanLabel(whole); // a name with an IPv6 address behind it has colons, but no label
        if (isTitle(label)) {
            line.label = label;
        } else {
            line.value = std::string(whole);
        }
        return line;
    }
    line.label = cleanLabel(whole.substr(0, colon));
    line.value = std::string(trim(whole.substr(colon + 1)));
    return line;
}

std::vector<std::string> whoisWords(std::string_view value)
{
    std::string text(value);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '[' || c == ']' || c == '(' || c == ')' || c == ','; }, ' ');
    return splitWords(text);
}

std::optional<RegistryHost> readWhoisHost(std::string_view value)
{
    auto words = whoisWords(value);
    if (const auto ns = std::find(words.begin(), words.end(), "NS"); ns != words.end() && ns + 1 != words.end()) {
        words.erase(words.begin(), ns + 1);
    }
    if (words.empty() || words[0].find('.') == std::string::npos || IpAddress::parse(words[0])) {
        return std::nullopt;
    }
    const auto name = registryName(words[0]);
    if (!name || !name->isHostName() || name->labels().size() < 2) {
        return std::nullopt;
    }
    RegistryHost host{*name, {}};
    for (const auto& word : words) {
        const auto address = IpAddress::parse(word);
        if (address && host.addresses.size() < mostRegistryItems) {
            host.addresses.push_back(*address);
        }
    }
    return host;
}

} // namespace mpm
