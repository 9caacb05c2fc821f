// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/whois.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace mpm {
namespace {

/// One line as label and value; without label where there is none.
struct WhoisLine {
    std::string label; ///< in lower case, without dots and stars at its ends
    std::string value;
    bool indented = false;
    bool blank = false;
};

constexpr std::array<std::string_view, 16> throttleWords{
    "limit exceeded",     "access control limit", "quota exceeded",       "query quota",
    "request per second", "please go away",       "too many requests",    "too many queries",
    "rate limit",         "query rate",           "exceeded the maximum", "temporarily blocked",
    "access denied",      "try again later",      "being rate",           "excessive querying"};

constexpr std::array<std::string_view, 16> absenceWords{
    "no match",         "not found",        "nothing found",  "no entries found",         "no data found",
    "no object found",  "is available for", "status: free",   "status: available",        "not registered",
    "domain not exist", "does not exist",   "no such domain", "no information available", "object does not exist",
    "is free"};

constexpr std::array<std::string_view, 14> serverLabels{"name server",
                                                        "name servers",
                                                        "nserver",
                                                        "nameserver",
                                                        "nameservers",
                                                        "hostname",
                                                        "host name",
                                                        "dns_name",
                                                        "ns",
                                                        "dns",
                                                        "dns servers",
                                                        "domain nameservers",
                                                        "domain servers",
                                                        "name server information"};

constexpr std::array<std::string_view, 17> expiryLabels{"registry expiry date",
                                                        "registrar registration expiration date",
                                                        "expiry date",
                                                        "expires",
                                                        "expire",
                                                        "expires on",
                                                        "expiration date",
                                                        "paid-till",
                                                        "renewal date",
                                                        "valid-date",
                                                        "validity",
                                                        "expire date",
                                                        "expire-date",
                                                        "expiration time",
                                                        "valid until",
                                                        "domain expiration date",
                                                        "record expires on"};

constexpr std::array<std::string_view, 6> statusLabels{"domain status",       "status",    "state", "eppstatus",
                                                       "registration status", "domaintype"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& list, std::string_view item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

std::string cleanLabel(std::string_view label)
{
    const auto first = label.find_first_not_of("*. \t");
    const auto last = label.find_last_not_of("*. \t");
    return first == std::string_view::npos ? "" : toLower(label.substr(first, last - first + 1));
}

WhoisLine readLine(std::string_view text)
{
    WhoisLine line;
    line.indented = !text.empty() && (text.front() == ' ' || text.front() == '\t');
    const auto whole = trim(text);
    line.blank = whole.empty();
    const auto bracket = whole.find('[');
    const auto close = whole.find(']');
    if (bracket <= 3 && close != std::string_view::npos) { // "[Name Server] ns1", "p. [Name Server] ns1"
        line.label = cleanLabel(whole.substr(bracket + 1, close - bracket - 1));
        line.value = std::string(trim(whole.substr(close + 1)));
        return line;
    }
    const auto colon = whole.find(':');
    const bool address = colon != std::string_view::npos && whole.substr(0, colon).find('.') < whole.find(' ');
    if (colon == std::string_view::npos || (address && whole.find("..") == std::string_view::npos)) {
        line.value = std::string(whole); // a name with an IPv6 address behind it has colons, but no label
        const auto label = cleanLabel(whole);
        line.label = contains(serverLabels, label) ? label : "";
        line.value = line.label.empty() ? line.value : "";
        return line;
    }
    line.label = cleanLabel(whole.substr(0, colon));
    line.value = std::string(trim(whole.substr(colon + 1)));
    return line;
}

std::vector<std::string> wordsOf(const std::string& value)
{
    std::istringstream in(value);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        std::erase_if(word, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')' || c == ','; });
        if (!word.empty()) {
            words.push_back(word);
        }
    }
    return words;
}

/// `ns1.example.org`, `ns1.example.org. 192.0.2.1 [Ok]`, `example.pt NS ns1.example.pt.`
std::optional<RegistryHost> readHost(const std::string& value)
{
    auto words = wordsOf(value);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "NS") {
            words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            break;
        }
    }
    if (words.empty() || words[0].find('.') == std::string::npos || IpAddress::parse(words[0])) {
        return std::nullopt;
    }
    try {
        RegistryHost host{DnsName::parse(words[0]), {}};
        if (!host.name.isHostName() || host.name.labels().size() < 2) {
            return std::nullopt;
        }
        for (const auto& word : words) {
            if (const auto address = IpAddress::parse(word)) {
                host.addresses.push_back(*address);
            }
        }
        return host;
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

void addHost(RegistryRecord& record, const RegistryHost& host)
{
    const auto same = std::find_if(record.hosts.begin(), record.hosts.end(),
                                   [&](const RegistryHost& known) { return known.name == host.name; });
    if (same == record.hosts.end()) {
        record.hosts.push_back(host);
    } else {
        same->addresses.insert(same->addresses.end(), host.addresses.begin(), host.addresses.end());
    }
}

template <std::size_t Size>
std::string wordIn(const std::string& text, const std::array<std::string_view, Size>& words)
{
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](std::string_view word) { return text.find(word) != std::string::npos; });
    return found == words.end() ? "" : std::string(*found);
}

/// Lines end with CRLF (RFC 3912 section 2); many servers send LF alone.
bool getLine(std::istream& in, std::string& line)
{
    const bool got = static_cast<bool>(std::getline(in, line));
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return got;
}

/// The line of an answer that holds a word, for the message.
std::string lineWith(std::string_view answer, const std::string& word)
{
    std::istringstream in{std::string(answer)};
    for (std::string line; getLine(in, line);) {
        if (toLower(line).find(word) != std::string::npos) {
            return harmless(trim(line), 100);
        }
    }
    return word;
}

} // namespace

std::string whoisQuestion(std::string_view server, const DnsName& domain)
{
    const auto name = domain.toString();
    const auto last = domain.labels().empty() ? std::string_view() : domain.labels().back();
    if (server.find("verisign") != std::string_view::npos || last == "com" || last == "net") {
        return "domain " + name; // else hosts match, too
    }
    if (last == "de") {
        return "-T dn,ace " + name;
    }
    if (last == "jp") {
        return name + "/e";
    }
    return last == "dk" ? "--show-handles " + name : name;
}

std::string whoisServerOf(std::string_view ianaAnswer)
{
    std::istringstream in{std::string(ianaAnswer)};
    for (std::string text; getLine(in, text);) {
        const auto line = readLine(text);
        if ((line.label == "whois" || line.label == "refer") && !line.value.empty()) {
            return line.value;
        }
    }
    return {};
}

RegistryRecord parseWhois(std::string_view answer, const DnsName& domain)
{
    RegistryRecord record;
    std::istringstream in{std::string(answer)};
    bool inBlock = false;
    bool named = false;
    for (std::string text; getLine(in, text);) {
        const auto line = readLine(text);
        const bool comment = !text.empty() && (text.front() == '%' || text.front() == '#');
        if (comment) {
            continue;
        }
        named = named || toLower(line.value).find(domain.toString()) != std::string::npos;
        if (contains(serverLabels, line.label)) {
            inBlock = true;
        } else if (line.blank || !line.label.empty()) {
            inBlock = inBlock && line.blank && record.hosts.empty(); // a blank line below the block's title
        }
        if (inBlock && !line.value.empty()) {
            if (const auto host = readHost(line.value)) {
                addHost(record, *host);
            }
        }
        if (contains(expiryLabels, line.label)) {
            const auto date = parseRegistryDate(line.value);
            record.expires = record.expires ? record.expires : date;
        } else if (contains(statusLabels, line.label)) {
            const auto words = wordsOf(line.value);
            if (!words.empty()) {
                record.statuses.push_back(registryStatus(words.front()));
            }
        } else if (line.label == "registrar whois server" && !line.value.empty()) {
            record.referral = line.value;
        }
    }
    std::sort(record.hosts.begin(), record.hosts.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    if (!record.hosts.empty() || record.expires) {
        record.state = RegistryRecord::State::Registered;
        return record;
    }
    const auto lower = toLower(answer);
    const auto throttle = wordIn(lower, throttleWords);
    const auto absence = wordIn(lower, absenceWords);
    if (!throttle.empty()) {
        record.state = RegistryRecord::State::Throttled;
        record.detail = "the server turns us away: \"" + lineWith(answer, throttle) + "\"";
    } else if (!absence.empty()) {
        record.state = RegistryRecord::State::NotRegistered;
        record.detail = "\"" + lineWith(answer, absence) + "\"";
    } else if (named && !record.statuses.empty()) {
        record.state = RegistryRecord::State::Registered; // a registry that shows neither servers nor expiry
    } else {
        record.detail = "nothing in the answer is understood";
    }
    return record;
}

} // namespace mpm
