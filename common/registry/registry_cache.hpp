// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registry/registry_lookup.hpp"

#include <optional>
#include <string>

namespace mpm {

/// The text of a file; nothing when it can't be read.
std::optional<std::string> readFile(const std::string& path);

/// What an earlier run kept; nothing when there is nothing of use.
std::optional<RegistrySeen> readRegistryCache(const std::string& folder, const DnsName& domain);

/// Keeps it for later runs. Why that was not possible, empty when it was.
std::string writeRegistryCache(const std::string& folder, const DnsName& domain, const RegistrySeen& seen);

} // namespace mpm
