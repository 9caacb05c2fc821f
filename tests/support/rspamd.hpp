// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_dns.hpp"
#include "support/milter.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// rspamd as a milter that judges SPF, DKIM and DMARC, of clients on this machine as well, and writes what it found
/// into Authentication-Results in the name of mx.example.test. It refuses nothing.
class Rspamd : public Milter {
public:
    /// `records`: all that it gets from DNS, as in FakeZone.
    explicit Rspamd(std::vector<std::string> records);

private:
    FakeDns dns_;
};

} // namespace mpm::test
