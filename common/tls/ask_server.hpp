// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/resolver.hpp"
#include "tls/channel.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace mpm {

/// Who finds and opens connections.
struct NetworkAccess {
    Resolver& resolver;
    Dialer& dialer;
    FamilyChoice families = FamilyChoice::Any;
};

/// Who named a server.
enum class NamedBy : std::uint8_t {
    User,
    Server, ///< another one, which must not send us into the networks that this machine can reach
};

/// When a server's next address is tried. Until then each has its share of the time.
enum class NextAddress : std::uint8_t {
    UnlessConnected, ///< the first to take a connection then has all of the time for its answer
    UnlessAnswered,
};

/// A server to ask one question.
struct AskedServer {
    std::string host; ///< a name or an address
    std::uint16_t port = 43;
    bool secure = false; ///< TLS from the first octet; the certificate is verified for the host
    NamedBy namedBy = NamedBy::User;
    NextAddress next = NextAddress::UnlessConnected;
    TrustAnchors anchors = {};
};

/// No answer came. The failure's detail names the server: "rdap.example: no answer within 2.0 s".
class AskFailed : public PeerFailed {
public:
    enum class Stage : std::uint8_t { Connection, Handshake, Certificate, Answer };

    /// For whoever words it differently.
    struct Reason {
        Stage stage = Stage::Connection;
        std::string endpoint; ///< "[192.0.2.1]:43", the last that was tried; empty before there was an address
        Failure failure;      ///< at that stage; names nobody
        Seconds waited{0};    ///< for that endpoint
        bool begun = false;   ///< a part of the answer had come
    };

    AskFailed(FailureKind kind, const std::string& detail, Reason why)
        : PeerFailed(kind, detail), reason(std::move(why))
    {
    }

    const Reason reason;
};

/// Whether an answer is all there; `ended`: the server has closed. Throws PeerFailed for what can't become one.
using IsComplete = std::function<bool(const std::string& answer, bool ended)>;

/// Sends the question to one of the server's first eight addresses and takes the answer, in size bounded by
/// `isComplete`. Throws AskFailed.
std::string askServer(const NetworkAccess& network, const AskedServer& server, const std::string& question,
                      const IsComplete& isComplete, Deadline deadline);

} // namespace mpm
