// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/ip_address.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// Real name servers from Debian's packages nsd, bind9, knot and unbound, each with a folder of its own, on a port of
/// 127.0.0.1, without root. They end with their object.
namespace mpm::test {

/// A zone as a master file; names in it are relative to the zone.
struct DnsZone {
    std::string name; ///< "mail.lab", "." for the root
    std::string records;
};

/// SOA and NS for the front of a zone's records.
std::string zoneHead(unsigned serial = 1);

/// A name server that runs beside the test.
class DnsDaemon {
public:
    /// Writes the configuration as `daemon.conf` and starts the program with these arguments, in each
    /// of which @DIR@ is the folder. Returns when it answers questions for `probe`; throws
    /// std::runtime_error with its log when it doesn't.
    DnsDaemon(std::unique_ptr<TempDir> folder, std::uint16_t port, const std::string& program,
              std::vector<std::string> arguments, const std::string& configuration, const std::string& probe);

    Endpoint endpoint() const { return endpoint_; }

private:
    std::unique_ptr<TempDir> folder_;
    Endpoint endpoint_;
    std::unique_ptr<ChildProcess> process_;
};

/// Authoritative servers of these zones; also on port 53 of `address`, in a network of the test's own.
DnsDaemon startNsd(const std::vector<DnsZone>& zones, const std::string& address = {});
DnsDaemon startKnot(const std::vector<DnsZone>& zones, const std::string& address = {});
DnsDaemon startBind(const std::vector<DnsZone>& zones, const std::string& address = {});

/// BIND with these zones that also looks up anything else for anybody, from this root server on.
DnsDaemon startRecursiveBind(const std::vector<DnsZone>& zones, const std::string& address,
                             const std::string& rootServer);

/// BIND as a resolver that validates below these trust anchors (DNSKEY records with owner) and starts at this root
/// server.
DnsDaemon startValidatingBind(const std::string& rootServer, const std::vector<std::string>& trustAnchors);

/// A zone, and the server that a resolver asks for it.
struct StubZone {
    std::string name;
    Endpoint server;
};

/// A validating resolver that knows these zones and nobody else; one of them must be the root, so
/// that no question leaves this machine.
DnsDaemon startUnbound(const std::vector<StubZone>& zones, const std::vector<std::string>& trustAnchors = {});

} // namespace mpm::test
