// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/answer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// One name server of a delegation, with the addresses that came along.
struct DelegatedServer {
    DnsName name;
    std::vector<IpAddress> glue;

    bool operator==(const DelegatedServer&) const = default;
};

/// What a server of an ancestor zone says when it is asked for the NS records of a name. What is in the message
/// decides, not whether AA is set: resolvers follow a referral either way.
struct ParentAnswer {
    /// What leads further comes first, and is believed where servers contradict each other.
    enum class Kind : std::uint8_t {
        Referral,    ///< go on there: `zone` is served by `servers`
        OwnZone,     ///< it serves the name's own zone as well, so it answers as the child; `servers` are the child's
        Alias,       ///< the name is a CNAME inside `zone`
        NotACut,     ///< the name exists inside `zone`, and is not delegated
        NoSuchName,  ///< `zone` has no such name
        Intercepted, ///< a resolver answers in the server's place
        Lame,        ///< it refers upwards or sideways: it does not serve the zone that it was asked as a server of
        Failed,      ///< no answer, an error code, garbage
    };

    Endpoint server;
    Kind kind = Kind::Failed;
    DnsName zone;
    std::vector<DelegatedServer> servers; ///< by name
    std::vector<DsRecord> ds;             ///< as the referral has them
    std::optional<std::uint32_t> ttl;     ///< of the NS records, in seconds, the least
    bool saysNothing = false;             ///< NOERROR with neither NS nor SOA: what there is may have been left out
    bool leavesOut = false;               ///< the answer has more records than are read
    DnsProtocol protocol = DnsProtocol::Udp;
    bool triedTcp = false; ///< it was asked over TCP as well, whatever came of it
    DnsOutcome outcome = DnsOutcome::TimedOut;
    std::string detail; ///< why there is no referral; safe to print
    Seconds seconds{0};
};

/// `current` is the zone that the server was asked as a server of.
ParentAnswer readParentAnswer(const DnsAnswer& answer, const DnsName& current);

/// Whether a referral has no address for a name server within the zone, which nobody else can tell (RFC 9471
/// section 3.1).
bool lacksGlue(const ParentAnswer& answer);

/// Two answers of one server, of which one may leave something out: what both say together. Only a referral to
/// the same zone adds anything to another.
ParentAnswer together(ParentAnswer answer, const ParentAnswer& other);

/// The addresses of a name among these records, each once.
std::vector<IpAddress> addressesAmong(const std::vector<DnsRecord>& records, const DnsName& name);

} // namespace mpm
