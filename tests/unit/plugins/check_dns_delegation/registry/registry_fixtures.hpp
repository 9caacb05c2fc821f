// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// WHOIS answers in the manner of real servers, and what is right about each: fixtures/*.txt. A file holds several:
///
///     #> shop.example | on-hold | ns1.shop.example ns2.shop.example | 2030-01-31 | the value is on the next line
///     ...the answer, up to the next line that begins with "#> "...
///
/// The fields are the domain that was asked for, the state, the name servers (with "[192.0.2.1,2001:db8::1]" behind a
/// name its addresses count, too), the last day in UTC, and what the case is about. "-" is none, "?" doesn't matter.
namespace mpm::test {

struct RegistryFixture {
    std::string place; ///< file and line
    std::string domain;
    std::string state;
    std::optional<std::vector<std::string>> servers; ///< sorted; none: they don't matter
    std::optional<std::string> day;                  ///< "-": none is told; none: it doesn't matter
    std::string about;
    std::string answer; ///< with LF

    /// The file's name without its end.
    std::string kind() const;
};

/// All of a folder, by file. What is no fixture (a head with other than five fields, an unknown state, text before
/// the first head) is an exception that names the line.
std::vector<RegistryFixture> registryFixtures(const std::filesystem::path& folder);

} // namespace mpm::test
