// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/smtp_servers.hpp"

namespace mpm::test {

/// Dovecot's LMTP server, in a mount namespace in which its packages lie over /usr, since it finds its own programs
/// there only.
class Dovecot : public RealServer {
public:
    /// `lines`: more of dovecot.conf.
    explicit Dovecot(const Lines& lines);
};

} // namespace mpm::test
