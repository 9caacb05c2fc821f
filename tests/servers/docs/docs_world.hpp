// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.hpp"
#include "support/dns_servers.hpp"
#include "support/dovecot.hpp"
#include "support/hostile_smtp.hpp"
#include "support/private_internet.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

namespace mpm::test {

/// The internet that README.md, docs/cookbook.md and docs/migration.md show, in a network namespace: a root,
/// registries, the zones of example.com, example.net, example.org and a few domains below `example.`, their name
/// servers, a resolver that validates, and mail servers. A command line of these pages is run in it as it stands.
///
/// The pages have addresses that are for documentation (RFC 5737, RFC 3849), which the checks would point out. So each
/// stands for one that looks global, in the command line and back again in what is printed.
class DocsWorld {
public:
    DocsWorld();

    /// What a shell on the machine `monitor.example.org` makes of the line, in a folder with the files that the pages
    /// name. With `stdout` as the pages would have it.
    ProcessResult run(const std::string& commandLine) const;

private:
    TempDir folder_;
    PrivateNetwork network_;
    TestPki pki_;
    TestCertificate otherSide_; ///< of mx.example.net, for which there is a TLSA record
    std::deque<DnsDaemon> nameServers_;
    std::deque<HostileSmtp> servers_;
    std::unique_ptr<Dovecot> mailboxes_;

    void startNameServers();
    void startMailServers();
    void startMailboxes();
    void startRegistries();
    void listen(const std::string& address, std::uint16_t port, const Script& script);
    void writeFiles() const;
};

} // namespace mpm::test
