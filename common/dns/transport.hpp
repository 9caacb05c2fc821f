// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/answer.hpp"
#include "io/deadline.hpp"

#include <cstdint>
#include <vector>

namespace mpm {

class DnsLookups;

/// A question for one particular server, as check_dns_delegation asks them.
struct ServerQuestion {
    /// What to do when the server does not take the question as it is put.
    enum class Fallback : std::uint8_t {
        All,  ///< ask without EDNS, and by TCP when truncated, as a resolver would
        None, ///< that is the answer: the outcome tells
    };

    Endpoint server;
    DnsQuestion question;
    DnsProtocol protocol = DnsProtocol::Udp;
    EdnsChoice edns = EdnsChoice::DnssecOk;
    bool recursionDesired = false;
    Fallback fallback = Fallback::All;
    unsigned attempts = 2;                           ///< packets put like this before the server counts as silent
    bool keepListening = false;                      ///< a TimedOut answer brings `listening`, which costs a socket
    std::shared_ptr<DnsListening> earlier = nullptr; ///< of such an answer to this question: a late one counts
};

/// Asks the DNS. Real: sockets; in tests: a table. Nothing here outlives the deadline, and nothing
/// throws for what servers do.
class DnsTransport {
public:
    DnsTransport() = default;
    DnsTransport(const DnsTransport&) = delete;
    DnsTransport& operator=(const DnsTransport&) = delete;
    virtual ~DnsTransport() = default;

    /// Asks the configured resolvers all of the questions at the same time. The answers are in the
    /// questions' order.
    virtual std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions, Deadline deadline) = 0;

    /// The same for the addresses of names that stand in for each other. Once one answer holds an address, the rest
    /// get only as long again and `grace`, and at most half of the time that is left; who has not answered by then
    /// counts as TimedOut.
    virtual std::vector<DnsAnswer> askForAddresses(const std::vector<DnsQuestion>& questions, Seconds grace,
                                                   Deadline deadline);

    /// Asks each server its question, all at the same time. The answers are in the questions' order.
    virtual std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>& questions, Deadline deadline) = 0;

    /// Groups of servers that stand in for each other, all at the same time. Once one of a group has said
    /// something about the name, the rest of the group get only as long again and `grace`; who has not answered
    /// by then counts as TimedOut. The answers are in the questions' order.
    virtual std::vector<std::vector<DnsAnswer>> askAlternatives(const std::vector<std::vector<ServerQuestion>>& groups,
                                                                Seconds grace, Deadline deadline);

    /// Makes all of the look-ups at the same time, and those that are added until the last one has ended.
    virtual void follow(DnsLookups& lookups);

    /// One question to the configured resolvers.
    DnsAnswer ask(const DnsQuestion& question, Deadline deadline)
    {
        return ask(std::vector<DnsQuestion>{question}, deadline).front();
    }
};

} // namespace mpm
