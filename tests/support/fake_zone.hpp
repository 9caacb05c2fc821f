// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_dns.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// How a resolver of the tests answers.
struct FakeZone {
    std::vector<std::string> records;  ///< as in a master file: "example.com. 300 IN MX 10 mail.example.com."
    bool secured = false;              ///< AD on every answer
    std::vector<std::string> servfail; ///< questions that get `failure`: "_25._tcp.mail.example.com TLSA"
    std::vector<std::string> dropped;  ///< questions that get no answer
    unsigned failure = 2;              ///< response code: SERVFAIL, or NOTIMP (4), REFUSED (5)
};

/// A resolver that knows these records, follows their CNAMEs, and gives NXDOMAIN for any other name.
FakeDnsBehaviour resolverOf(FakeZone zone);

/// The server as `--resolver` takes it.
std::string resolverOption(const FakeDns& dns);

} // namespace mpm::test
