// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/smtp_servers.hpp"

#include <string>

namespace mpm::test {

/// OpenDKIM as a milter: at the sending side it signs for example.org, at the receiving one it verifies and writes
/// Authentication-Results in the name of mx.example.test. No DNS is asked.
class OpenDkim : public RealServer {
public:
    /// `pem`: the private key that it signs with.
    static OpenDkim signing(const std::string& pem) { return OpenDkim(true, pem); }

    /// `record`: the key that "is published" for example.org ("v=DKIM1; k=rsa; p=...").
    static OpenDkim verifying(const std::string& record) { return OpenDkim(false, record); }

    /// For Postfix.
    Lines milter() const;

private:
    OpenDkim(bool signs, const std::string& key);
};

} // namespace mpm::test
