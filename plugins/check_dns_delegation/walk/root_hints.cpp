// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/walk/root_hints.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mpm {
namespace {

/// a to m.root-servers.net.
constexpr std::array<std::string_view, 26> rootAddresses{
    "198.41.0.4",    "2001:503:ba3e::2:30", "170.247.170.2",  "2801:1b8:10::b", "192.33.4.12",   "2001:500:2::c",
    "199.7.91.13",   "2001:500:2d::d",      "192.203.230.10", "2001:500:a8::e", "192.5.5.241",   "2001:500:2f::f",
    "192.112.36.4",  "2001:500:12::d0d",    "198.97.190.53",  "2001:500:1::53", "192.36.148.17", "2001:7fe::53",
    "192.58.128.30", "2001:503:c27::2:30",  "193.0.14.129",   "2001:7fd::1",    "199.7.83.42",   "2001:500:9f::42",
    "202.12.27.33",  "2001:dc3::35",
};

} // namespace

std::vector<IpAddress> builtInRootHints()
{
    std::vector<IpAddress> hints;
    for (const auto text : rootAddresses) {
        hints.push_back(*IpAddress::parse(text));
    }
    return hints;
}

std::vector<IpAddress> parseRootHints(std::string_view text)
{
    std::vector<IpAddress> hints;
    unsigned number = 0;
    for (const auto& line : splitLines(text)) {
        ++number;
        const auto words = splitWords(line.substr(0, line.find(';')));
        const auto type = std::find_if(words.begin(), words.end(), [](const std::string& word) {
            return equalIgnoringCase(word, "A") || equalIgnoringCase(word, "AAAA");
        });
        if (type == words.end() || type == words.begin()) { // a root server's name is no type
            continue;
        }
        const auto address = type + 1 == words.end() ? std::nullopt : IpAddress::parse(*(type + 1));
        if (!address) {
            throw UsageError("line " + std::to_string(number) + " holds no address: '" + harmless(line) + "'");
        }
        hints.push_back(*address);
    }
    if (hints.empty()) {
        throw UsageError("there is no A or AAAA record in it");
    }
    return hints;
}

} // namespace mpm
