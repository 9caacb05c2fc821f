// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_dns.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// A DNS in which these records stand, as in a master file: "example.com. MX 10 mx1.example.com.", and in
/// place of a type SERVFAIL, SILENT or GARBAGE: what every question for that name gets, or "AAAA SERVFAIL":
/// what that question gets. All other names don't exist. Any number of questions, UDP and TCP.
FakeDnsBehaviour zoneOf(std::vector<std::string> records);

/// What --resolver takes.
std::string resolverOf(const FakeDns& dns);

} // namespace mpm::test
