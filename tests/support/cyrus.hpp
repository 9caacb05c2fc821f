// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/ports.hpp"
#include "support/smtp_servers.hpp"

#include <cstdint>

namespace mpm::test {

/// Cyrus: LMTP on `port()`, which takes mail for every recipient, and IMAP for the user `tim`, whose password is
/// `tanstaaftanstaaf` and who has a folder `Junk` of that use (RFC 6154).
class Cyrus : public RealServer {
public:
    Cyrus();

    std::uint16_t imapPort() const { return imapPort_; }

private:
    std::uint16_t imapPort_ = freePort();
};

} // namespace mpm::test
