// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/smtp_servers.hpp"

namespace mpm::test {

/// A filter that a mail server asks about each message.
class Milter : public RealServer {
public:
    /// For Postfix.
    Lines milter() const
    {
        return {"smtpd_milters = inet:127.0.0.1:" + std::to_string(port()), "milter_default_action = tempfail"};
    }
};

} // namespace mpm::test
