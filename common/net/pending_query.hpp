// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/message.hpp"
#include "net/dns_socket.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mpm {

/// How a question is put to a server.
struct DnsQueryForm {
    DnsProtocol protocol = DnsProtocol::Udp;
    EdnsChoice edns = EdnsChoice::DnssecOk;
    bool recursionDesired = true;
};

/// One question to one server over one socket, up to an answer or to a trouble.
class PendingQuery {
public:
    using Result = std::variant<DnsMessage, DnsTrouble>;

    /// Sends the question, or begins to connect. Throws DnsServerFailed.
    PendingQuery(const Endpoint& server, const DnsQuestion& question, const DnsQueryForm& form,
                 const std::optional<IpAddress>& source, std::shared_ptr<RecordRoom> room);

    const Endpoint& server() const { return server_; }
    const DnsQueryForm& form() const { return form_; }

    /// For poll(2).
    int number() const { return socket_.number(); }
    short events() const;

    /// The same datagram once more. Does nothing over TCP, which does so itself.
    std::optional<DnsTrouble> repeat();

    /// Goes on when poll(2) said so; nothing as long as the answer is still to come. What is no
    /// answer to the question is passed over, and noted, over UDP; over TCP it is a trouble.
    std::optional<Result> advance();

    const std::vector<DnsOddity>& oddities() const { return oddities_; }

    /// What is wrong with the last of the packets passed over; empty without any.
    const std::string& strayWords() const { return strayWords_; }

private:
    std::optional<Result> advanceUdp();
    std::optional<Result> advanceTcp();
    std::optional<Result> read(std::string_view octets, Extent extent = Extent::Whole);

    Endpoint server_;
    DnsQueryForm form_;
    DnsQuery query_;
    DnsSocket socket_;
    std::shared_ptr<RecordRoom> room_;
    std::string datagram_;
    std::string unsent_;   ///< TCP: what has yet to go out
    std::string received_; ///< TCP: what has come of the answer and its length
    std::vector<DnsOddity> oddities_;
    std::string strayWords_;
};

} // namespace mpm
