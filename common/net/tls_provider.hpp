// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/channel.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

#include <memory>
#include <string>

namespace mpm {

/// What became of a handshake.
struct TlsStart {
    TlsFacts facts;
    std::unique_ptr<Channel> channel; ///< what speaks TLS from now on; null when there is no session
};

/// What a channel that speaks TLS says to whoever wants to begin it once more.
inline TlsFacts tlsInsideTls()
{
    TlsFacts facts;
    facts.failure = Failure{FailureKind::Protocol, "TLS inside TLS"};
    return facts;
}

/// Turns TCP connections into TLS sessions. Behind this stand the TLS libraries, which take longer to
/// load than a check without TLS takes in all: whoever may not need them gets a provider that loads
/// them when it is asked (net/tls_module.hpp). Many threads may use one provider at the same time.
class TlsProvider {
public:
    TlsProvider() = default;
    TlsProvider(const TlsProvider&) = delete;
    TlsProvider& operator=(const TlsProvider&) = delete;
    virtual ~TlsProvider() = default;

    /// What is wrong with the files that the request names: a sentence that begins with the option, or nothing.
    virtual std::string faultOfFiles(const TlsRequest& request) = 0;

    /// The handshake over a connected, non-blocking socket, which stays the caller's and must outlive the session.
    /// Nothing throws for what the peer does.
    virtual TlsStart start(int socket, const TlsRequest& request, Deadline deadline) = 0;
};

} // namespace mpm
