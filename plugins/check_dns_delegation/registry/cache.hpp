// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/lookup.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// Whose answer about which domain is kept.
struct RegistryCacheKey {
    std::string folder;
    DnsName domain;
    std::string asked; ///< the servers that the user chose; another choice has a file of its own
};

/// The file that the answer is kept in.
std::string registryCacheFile(const RegistryCacheKey& key);

/// What an earlier run kept; nothing when there is nothing of use, or nothing to be believed.
std::optional<RegistrySeen> readRegistryCache(const RegistryCacheKey& key, std::int64_t now);

/// Keeps it for later runs. Why that was not possible, safe to print; empty when it was.
std::string writeRegistryCache(const RegistryCacheKey& key, const RegistrySeen& seen);

/// Reads a kept file's text: nothing for all but what was written for this key, not after `now`.
std::optional<RegistrySeen> parseRegistryCache(std::string_view text, const RegistryCacheKey& key, std::int64_t now);

} // namespace mpm
