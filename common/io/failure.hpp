// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace mpm {

/// Why a peer could not be asked, or did not answer as its protocol demands. A failed peer is data
/// for the judge, not the end of a run.
enum class FailureKind {
    NoSuchName,  ///< the DNS says that the name does not exist, or has no address
    DnsFailure,  ///< the DNS did not answer, or not usefully
    Refused,     ///< the peer's machine answered: nobody listens there
    NoRoute,     ///< this machine has no way to the address: no route, no such family here
    Unreachable, ///< a host or network on the way said so, or a local filter
    LocalFault,  ///< this machine could not: no such source address
    TimedOut,
    Closed,   ///< the peer closed or reset the connection
    Protocol, ///< what came is not the protocol
    Tls,
};

/// "refused", "timed out", ... as a word for programs: `connection-refused`.
std::string_view toString(FailureKind kind);

/// What went wrong with a peer, kept for the judge.
struct Failure {
    FailureKind kind = FailureKind::Protocol;
    std::string detail; ///< a sentence fragment: "connection refused", "no answer within 4.9 s"
};

/// How a probe gives up on one peer; caught once per peer and kept as a Failure.
class PeerFailed : public std::runtime_error {
public:
    PeerFailed(FailureKind kind, const std::string& detail) : std::runtime_error(detail), failure_{kind, detail} {}
    const Failure& failure() const { return failure_; }

private:
    Failure failure_;
};

/// This machine has no sockets or memory left, or a clock that can't be right. Whatever was seen until then, it is in
/// no state to judge a peer: the run ends with it.
class MachineUnfit : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace mpm
