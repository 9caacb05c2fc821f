// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "property/scripted_peers.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mpm::property {

/// What of the world comes into play; the rest is not drawn.
struct WorldParts {
    ServerParts servers;
    bool domain = false; ///< its exchanges, beside the host
    bool policy = false; ///< MTA-STS
};

/// The domain example.com, whose every record, server and certificate is hostile, and the host mail.example.com.
class MailWorld {
public:
    MailWorld(PeerWords& words, const WorldParts& parts);

    World world();

private:
    void addServer(PeerWords& words, const std::string& name, const std::vector<std::string>& endpoints,
                   const ServerParts& parts);
    void addHost(PeerWords& words);
    void addDomain(PeerWords& words);
    void addFailure(PeerWords& words, const std::vector<std::pair<std::string, std::string>>& questions);
    void addPolicy(PeerWords& words);

    SharedDns dns_;
    ScriptedPeers peers_;
    DnsResolver resolver_{dns_};
};

} // namespace mpm::property
