// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/resolv_conf.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace mpm {
namespace {

constexpr std::uint16_t dnsPort = 53;
constexpr std::size_t mostServers = 3; // MAXNS of glibc
constexpr unsigned longestTimeout = 30;
constexpr unsigned mostAttempts = 5;
constexpr unsigned mostDots = 15;

/// The number of "timeout:3", at most `limit`; nothing for another option, or without a number.
std::optional<unsigned> numberOf(std::string_view option, std::string_view name, unsigned limit)
{
    if (!option.starts_with(name)) {
        return std::nullopt;
    }
    option.remove_prefix(name.size());
    unsigned number = 0;
    const auto [end, error] = std::from_chars(option.data(), option.data() + option.size(), number);
    if (error == std::errc::result_out_of_range) {
        return limit;
    }
    return error == std::errc{} ? std::optional(std::min(number, limit)) : std::nullopt;
}

void readOption(std::string_view option, ResolverConfig& config)
{
    if (option == "rotate") {
        config.rotate = true;
    } else if (const auto timeout = numberOf(option, "timeout:", longestTimeout)) {
        config.timeout = Seconds(std::max(*timeout, 1U));
    } else if (const auto attempts = numberOf(option, "attempts:", mostAttempts)) {
        config.attempts = std::max(*attempts, 1U);
    } else if (const auto dots = numberOf(option, "ndots:", mostDots)) {
        config.ndots = *dots;
    }
}

} // namespace

ResolverConfig parseResolvConf(std::string_view text)
{
    ResolverConfig config;
    for (const auto& line : splitLines(text)) {
        const auto parts = splitWords(line);
        if (parts.size() < 2 || line.starts_with(' ') || line.starts_with('\t')) {
            continue; // a keyword begins in the first column; comments begin with none of them
        }
        if (parts[0] == "nameserver" && config.servers.size() < mostServers) {
            if (const auto address = IpAddress::parse(parts[1])) {
                config.servers.push_back({*address, dnsPort});
            }
        } else if (parts[0] == "search" || parts[0] == "domain") {
            config.search.assign(parts.begin() + 1, parts.end());
        } else if (parts[0] == "options") {
            std::for_each(parts.begin() + 1, parts.end(), [&](std::string_view option) { readOption(option, config); });
        }
    }
    config.named = !config.servers.empty();
    if (!config.named) {
        config.servers.push_back({*IpAddress::parse("127.0.0.1"), dnsPort});
    }
    return config;
}

} // namespace mpm
