// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/smtp_servers.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace mpm::test {

/// Dovecot's LMTP server on port() and its SASL for Postfix on saslPort(), in a mount namespace, since its
/// programs want their places below /usr. The user `tim` has the password `tanstaaftanstaaf`; LMTP takes every
/// recipient. Needs root.
class Dovecot : public RealServer {
public:
    Dovecot();

    std::uint16_t saslPort() const { return saslPort_; }

    /// The maildir of a recipient, by local part.
    std::filesystem::path maildir(const std::string& user) const { return folder() / ("mail/" + user); }

private:
    std::uint16_t saslPort_;
};

} // namespace mpm::test
