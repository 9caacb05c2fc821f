// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/milter.hpp"

#include <string>

namespace mpm::test {

/// OpenDKIM as a milter: at the sending side it signs for example.org, at the receiving one it verifies and writes
/// Authentication-Results in the name of mx.example.test. No DNS is asked.
class OpenDkim : public Milter {
public:
    enum class Does { Sign, Verify };

    /// `key`: the private one that it signs with, as PEM; or the one that "is published" for s1._domainkey.example.org
    /// ("v=DKIM1; k=rsa; p=...").
    OpenDkim(Does does, const std::string& key);
};

} // namespace mpm::test
