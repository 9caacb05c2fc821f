// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookup.hpp"
#include "property/hostile_tls.hpp"
#include "support/fake_dns_transport.hpp"
#include "tls/world.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mpm::property {

/// What an SMTP or LMTP server says, octet by octet: by the command's verb ("" the greeting, "." the message, "*" any
/// other), and inside TLS by "TLS EHLO" where that is there. Of several, each in turn, the last one again and again.
struct SmtpScript {
    std::map<std::string, std::vector<std::string>> replies;
    std::optional<HostileTls> tls;
    std::string cutShort = "-"; ///< the verb to whose reply it says all but the line end, and closes
};

/// What of a server comes into play; the rest is not drawn.
struct ServerParts {
    bool tls = false;
    bool delivery = false; ///< what is said to AUTH, MAIL, RCPT, DATA, a message
};

/// One that a hostile server keeps to: most replies lead on, so that a dialogue gets far; all of their words are drawn.
SmtpScript hostileSmtp(PeerWords& words, const std::string& name, const ServerParts& parts);

/// "250-text CRLF 250 text CRLF": the texts go in as they are.
std::string replyOf(int code, const std::vector<std::string>& texts);

/// Whoever is connected to: by port, or by address and port ("[20.0.0.1]:25"), which goes first. Everybody else
/// refuses. To be filled before it is used; for any number of threads then.
class ScriptedPeers : public Dialer {
public:
    void smtp(const std::string& endpoint, SmtpScript script);

    /// One that can't be connected to.
    void failing(const std::string& endpoint, FailureKind kind, const std::string& detail);

    /// A server that answers whatever it is asked with these octets and closes.
    void answering(const std::string& endpoint, std::string octets);

    std::unique_ptr<Channel> dial(const Endpoint& endpoint, Deadline deadline) override;

private:
    std::map<std::string, std::function<std::unique_ptr<Channel>()>> peers_;
};

/// A table of records for any number of threads.
class SharedDns : public DnsTransport {
public:
    test::FakeDnsTransport table;
    bool secured = false; ///< AD on every answer

    using DnsTransport::ask;
    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions, Deadline deadline) override;
    std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>& questions, Deadline deadline) override;

private:
    std::mutex mutex_;
};

} // namespace mpm::property
