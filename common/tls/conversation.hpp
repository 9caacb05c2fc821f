// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/channel.hpp"
#include "io/resolver.hpp"

#include <functional>
#include <memory>
#include <string>

namespace mpm {

/// Who finds and opens connections.
struct NetworkAccess {
    Resolver& resolver;
    Dialer& dialer;
    FamilyChoice families = FamilyChoice::Any;
};

/// Where a server may be.
enum class Reach : std::uint8_t {
    Anywhere, ///< the user named it
    Public,   ///< another server named it: it must not send us into the networks that this machine can reach
};

/// A server to ask one question.
struct RegistryServer {
    std::string host; ///< a name or an address
    std::uint16_t port = 43;
    bool secure = false; ///< TLS from the first octet, with a certificate that the system trusts
    Reach reach = Reach::Anywhere;
};

/// Whether an answer is all there; `ended`: the server has closed. Throws PeerFailed for what can't become one.
using IsComplete = std::function<bool(const std::string& answer, bool ended)>;

/// Sends the question and takes the answer. Throws PeerFailed, whose detail names the server.
std::string converse(const NetworkAccess& network, const RegistryServer& server, const std::string& question,
                     const IsComplete& isComplete, Deadline deadline);

} // namespace mpm
