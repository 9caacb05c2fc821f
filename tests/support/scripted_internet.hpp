// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/descriptor.hpp"
#include "support/dns_reply.hpp"
#include "support/private_internet.hpp"
#include "support/zone_data.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace mpm::test {

/// What is wrong with one scripted name server. Without any of it, it answers as the RFCs want.
struct Quirks {
    enum class Tcp { Serves, Closed, Silent };

    unsigned rcode = 0;  ///< answers nothing but this error
    bool silent = false; ///< over UDP and TCP
    bool closed = false; ///< nobody listens
    bool silentUdp = false;
    Tcp tcp = Tcp::Serves;
    bool notAuthoritative = false;              ///< AA is never set
    std::set<RecordType> withoutAuthority = {}; ///< types in whose answers AA is not set
    bool upward = false;                        ///< refers everything to the root
    bool recursive = false;                     ///< RA, and an answer for names that are not its own
    unsigned recursionRcode = 0;                ///< in place of that answer
    bool ownsAll = false;                       ///< AA with that answer
    bool empty = false;                         ///< NOERROR, no records, no AA
    bool aliasLast = false;                     ///< a CNAME is given only where there is nothing else
    bool formErrOnEdns = false;
    bool dropsEdns = false;
    bool ignoresEdns = false;                       ///< answers without OPT
    std::set<RecordType> drops = {};                ///< types on which it is silent
    std::set<RecordType> cuts = {};                 ///< types whose answers don't fit into UDP
    std::map<RecordType, unsigned> fails = {};      ///< types with an error code
    unsigned loses = 0;                             ///< so many of the first packets of every question
    std::optional<std::size_t> serversOverUdp = {}; ///< so many NS records of a referral, TC not being set
    std::optional<std::size_t> glueOverUdp = {};    ///< so many of its addresses
    bool noDsOverUdp = false;                       ///< neither in referrals nor when asked for it
    bool authoritativeReferrals = false;            ///< with AA
    enum class Referral { InAuthority, InAnswer, WithSoa };
    Referral referral = Referral::InAuthority;
    bool noSignatures = false;
    bool noProofs = false; ///< no NSEC with negative answers and with those from a wildcard
    bool garbage = false;
    double delay = 0; ///< seconds before every answer, also to a TCP connection's question
};

/// One name server of the scripted internet.
struct ScriptedServer {
    std::vector<std::string> zones; ///< by origin
    Quirks quirks = {};
    std::map<std::string, std::string> ownZones = {}; ///< another version of a zone, by origin: its master file
};

/// Name servers at addresses that look global, all in this process, in a network of the test's own.
class ScriptedInternet {
public:
    using Zones = std::map<std::string, std::string>;      ///< master files by origin
    using Servers = std::map<std::string, ScriptedServer>; ///< by address

    ScriptedInternet(const Zones& zones, const Servers& servers, std::uint16_t port = 53);
    ~ScriptedInternet();
    ScriptedInternet(const ScriptedInternet&) = delete;
    ScriptedInternet& operator=(const ScriptedInternet&) = delete;

    PrivateNetwork& network() { return network_; }

    /// How often somebody waited for answers before going on: a packet belongs to a new round when an answer to
    /// one of the round before has gone out by then. Servers at the addresses in `without` do not count.
    std::size_t rounds(const std::set<std::string>& without) const;

private:
    struct Host;
    struct Pending;

    /// One question that came.
    struct Asked {
        std::string server;
        std::chrono::steady_clock::time_point at;
        std::chrono::steady_clock::time_point answerAt;
    };

    void note(const Host& host);

    void serve();
    void readUdp(Host& host);
    void readTcp(Host& host);
    void sendDue();

    PrivateNetwork network_;
    std::vector<std::unique_ptr<Host>> hosts_;
    std::vector<Pending> pending_;
    std::vector<Asked> asked_;
    mutable std::mutex mutex_; ///< of asked_
    Descriptor stopReader_;
    Descriptor stopWriter_;
    std::thread thread_;
};

} // namespace mpm::test
