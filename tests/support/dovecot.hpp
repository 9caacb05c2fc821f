// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/smtp_servers.hpp"

namespace mpm::test {

/// Dovecot's LMTP server, and others of its own beside it, in a mount namespace in which its packages lie over /usr,
/// since it finds its own programs there only.
class Dovecot : public RealServer {
public:
    /// `lines`: more of dovecot.conf, in the words of this version. `protocols`: beside LMTP, "imap" and "pop3", whose
    /// ports the lines say. `packages`: more of Debian's, such as "dovecot-sieve".
    explicit Dovecot(const Lines& lines, const Lines& protocols = {}, const Lines& packages = {});

    /// Since 2.4, which Debian 13 has, most settings have other names.
    static bool hasNewNames();

    /// Lines for STARTTLS with these PEM files.
    static Lines tls(const std::string& chain, const std::string& key);
};

} // namespace mpm::test
