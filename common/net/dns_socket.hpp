// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/answer.hpp"
#include "io/ip_address.hpp"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mpm {

/// Why a server could not be asked: the outcome if nothing better comes, and the words for it.
struct DnsTrouble {
    DnsOutcome outcome = DnsOutcome::Unreachable;
    std::string words; ///< "no name server listens at [192.0.2.1]:53 (connection refused)"
};

/// How a socket reports it.
class DnsServerFailed : public std::runtime_error {
public:
    explicit DnsServerFailed(DnsTrouble trouble) : std::runtime_error(trouble.words), trouble_(std::move(trouble)) {}
    const DnsTrouble& trouble() const { return trouble_; }

private:
    DnsTrouble trouble_;
};

/// A non-blocking socket that is connected to one name server: packets of others never get in, and
/// what ICMP says about the server is an error of its own.
class DnsSocket {
public:
    /// Open, and for TCP on its way. A source address of the other family is left aside. Throws
    /// DnsServerFailed.
    DnsSocket(const Endpoint& server, DnsProtocol protocol, const std::optional<IpAddress>& source);
    ~DnsSocket();
    DnsSocket(const DnsSocket&) = delete;
    DnsSocket& operator=(const DnsSocket&) = delete;

    int number() const { return number_; }

    /// How many of the octets went out; 0 when none can at the moment. Throws DnsServerFailed.
    std::size_t send(std::string_view octets);

    /// One datagram, or what there is of the stream; nothing when nothing has come. Throws
    /// DnsServerFailed, also for the end of a stream.
    std::optional<std::string> receive();

private:
    Endpoint server_;
    DnsProtocol protocol_;
    int number_ = -1;
};

/// So many octets from the kernel's generator, whose start needs no library.
std::string randomOctets(std::size_t count);

} // namespace mpm
