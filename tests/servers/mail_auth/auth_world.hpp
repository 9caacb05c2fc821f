// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.hpp"
#include "support/private_internet.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"
#include "support/told_findings.hpp"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace mpm::test {

/// The records of a domain of the private internet, by owner; DOMAIN in them is its name. As it stands, one
/// about which there is nothing to say.
struct AuthDomain {
    std::string mx = "@ MX 10 mx1.hosts.example.\n";
    std::string spf = "@ TXT \"v=spf1 mx -all\"\n";
    std::string dkim = {};
    std::string dmarc = "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@DOMAIN\"\n";
    std::string tlsReports = "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@DOMAIN\"\n";
    std::string mtaSts = "_mta-sts TXT \"v=STSv1; id=1;\"\n";
    std::string more = {};       ///< further records
    std::string policy = "good"; ///< which web server has the policy, see `policies`
    std::vector<std::string> arguments = {"--selector", "mail"};
    std::string timeout = "5";
};

/// The web servers, each with a policy of its own, by what is remarkable about it.
inline const std::map<std::string, std::string> policies{
    {"good", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
             "version: STSv1\nmode: enforce\nmx: mx1.hosts.example\nmax_age: 604800\n"},
    {"none", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
    {"invalid", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nversion: STSv1\nmode: strict\n"},
    {"other mx", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                 "version: STSv1\nmode: enforce\nmx: mx9.hosts.example\nmax_age: 604800\n"},
    {"testing", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                "version: STSv1\nmode: testing\nmx: mx1.hosts.example\nmax_age: 604800\n"},
    {"short", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
              "version: STSv1\nmode: enforce\nmx: mx1.hosts.example\nmax_age: 3600\n"},
    {"html", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
             "version: STSv1\nmode: enforce\nmx: mx1.hosts.example\nmax_age: 604800\n"},
};

/// A key record, as a master file wants it: strings of no more than 255 octets.
std::string keyRecord(unsigned bits, const std::string& tags = "");

/// These domains below `example.`, and the web servers with their policies.
class AuthWorld {
public:
    explicit AuthWorld(const std::map<std::string, AuthDomain>& domains);

    /// check_mail_auth on one of them.
    ProcessResult check(const std::string& domain, const std::vector<std::string>& more = {}) const;

    PrivateInternet& internet() { return internet_; }

private:
    std::map<std::string, AuthDomain> domains_;
    PrivateInternet internet_;
    TestPki pki_;
    TempDir folder_;
    std::deque<TlsServer> webServers_;
};

} // namespace mpm::test
