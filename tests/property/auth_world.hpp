// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/options.hpp"
#include "property/scripted_peers.hpp"

#include <string>
#include <vector>

namespace mpm::property {

/// The domain example.com, whose every record about its mail is hostile: SPF and what it includes, the keys at the
/// selectors `mail` and `old`, DMARC and who takes the reports, TLS reporting, MTA-STS, its policy and its web server.
class AuthWorld {
public:
    explicit AuthWorld(PeerWords& words);

    /// A run with these options.
    Report run(checkMailAuth::Options options);

private:
    void addSpf(PeerWords& words);
    void addKeys(PeerWords& words);
    void addDmarc(PeerWords& words);
    void addTransport(PeerWords& words);
    void addFailure(PeerWords& words);
    void publish(PeerWords& words, const std::string& owner, const std::vector<std::string>& texts);

    SharedDns dns_;
    ScriptedPeers peers_;
    DnsResolver resolver_{dns_};
};

} // namespace mpm::property
