// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.hpp"
#include "support/hostile_smtp.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace mpm::test {

/// A mail server as most are: mail for its own domain, and for whoever has logged in.
struct MailHost {
    std::string name;   ///< in greeting and EHLO
    std::string domain; ///< whose recipients it takes
    std::vector<TestCertificate> chain = {};
    enum class Tls { None, StartTls, Implicit } tls = Tls::None;
    bool login = false; ///< AUTH PLAIN inside TLS, with any password
    bool lmtp = false;
    std::filesystem::path maildir = {}; ///< where mail for `echo` goes; empty: nowhere, as all other mail
};

/// On every connection a session with that server, up to QUIT. Of its recipients `nobody` is unknown, the mailbox of
/// `full` is full, and `new` is greylisted.
Script mailHost(const MailHost& host);

} // namespace mpm::test
