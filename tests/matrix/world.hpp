// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "matrix/step.hpp"
#include "support/certificates.hpp"
#include "support/fake_dns.hpp"
#include "support/hostile_smtp.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mpm::test {

/// What all cases have in common: an authority, a server's certificate, a password.
class MatrixFiles {
public:
    MatrixFiles();

    SSL_CTX* context() const { return context_.get(); }
    const std::string& authority() const { return authority_; }
    const std::string& password() const { return password_; }
    std::string bootstrap(const std::string& name, const std::string& base) const;
    std::string state(const std::string& name) const { return (folder_ / ("state." + name)).string(); }

private:
    TempDir folder_;
    TestPki pki_;
    std::shared_ptr<SSL_CTX> context_;
    std::string authority_;
    std::string password_;
};

/// A mail server, a name server, WHOIS, RDAP and a policy host, honest but for one fault at one step. Needs a network
/// of the test's own, in which 203.0.113.0/24 is unreachable.
class MatrixWorld {
public:
    /// `number`: no other world's, below 60,000. Its servers have an address of their own.
    /// `check`: one of those that the step lists.
    MatrixWorld(const Step& step, const std::string& check, const Fault& fault, const MatrixFiles& files,
                std::size_t number);

    /// The check's command line, without its time.
    std::vector<std::string> command() const;

private:
    std::string hostOf(Peer peer) const;
    std::uint16_t portOf(Peer peer) const;
    void addStream(Peer peer, std::uint16_t port, Script script);
    FakeDnsBehaviour dnsBehaviour() const;

    const Step& step_;
    const std::string check_;
    const Fault& fault_;
    const MatrixFiles& files_;
    std::string own_; ///< the address of its servers
    std::string name_;
    std::vector<std::pair<Peer, std::unique_ptr<HostileSmtp>>> streams_;
    std::optional<DeafPort> deaf_;
    std::optional<FakeDns> dns_;
};

} // namespace mpm::test
