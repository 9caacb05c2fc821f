// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/descriptor.hpp"
#include "support/dns_servers.hpp"
#include "support/hostile_smtp.hpp"
#include "support/process.hpp"

#include <deque>
#include <string>
#include <vector>

namespace mpm::test {

/// A name server that refuses every question: for zones that are delegated to it and not served.
inline const std::string lameServer = "20.0.53.2";

/// A network of the test's own (a network namespace) with nothing behind it: what the thread that made it
/// starts lives in there, and no packet leaves. Needs root; throws std::runtime_error without. The thread is
/// back where it was when this object ends.
class PrivateNetwork {
public:
    PrivateNetwork();
    ~PrivateNetwork();
    PrivateNetwork(const PrivateNetwork&) = delete;
    PrivateNetwork& operator=(const PrivateNetwork&) = delete;

    /// Makes these addresses, of either family, local.
    void add(const std::vector<std::string>& addresses);

private:
    Descriptor outside_;
};

/// An internet in a network of its own: a root, the zone `example.` and any number of zones below it on a
/// real NSD on port 53, a real Unbound that knows nothing but that root, and real and hostile mail servers
/// on port 25 of addresses that look global.
class PrivateInternet {
public:
    /// A zone below the root. Its name servers are NSD, unless `server` is another address.
    struct Zone {
        std::string name;    ///< "mail.example", without final dot
        std::string records; ///< as in a master file, names relative to the zone; SOA and NS are added
        std::string server = {};
    };

    explicit PrivateInternet(const std::vector<Zone>& zones);

    /// Postfix's smtp-sink on port 25 of this address; options such as {"-r", "CONNECT"}.
    void addSink(const std::string& address, const std::vector<std::string>& options = {});

    /// A server that follows the script.
    void addScript(const std::string& address, Script script);

    /// A machine on which nobody listens.
    void addMachine(const std::string& address);

    /// Port 53 at this address, UDP: takes questions and never answers.
    void addSilentNameServer(const std::string& address);

    /// What --resolver takes.
    std::string resolver() const;

private:
    PrivateNetwork network_;
    std::deque<DnsDaemon> nameServers_;
    std::deque<ChildProcess> sinks_;
    std::deque<HostileSmtp> scripts_;
    std::vector<Descriptor> silent_;
};

} // namespace mpm::test
