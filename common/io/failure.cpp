// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/failure.hpp"

namespace mpm {

std::string_view toString(FailureKind kind)
{
    switch (kind) {
    case FailureKind::NoSuchName: return "no-such-name";
    case FailureKind::DnsFailure: return "dns-failure";
    case FailureKind::Refused: return "refused";
    case FailureKind::NoRoute: return "no-route";
    case FailureKind::Unreachable: return "unreachable";
    case FailureKind::LocalFault: return "local-fault";
    case FailureKind::TimedOut: return "timed-out";
    case FailureKind::Closed: return "closed";
    case FailureKind::Protocol: return "protocol";
    case FailureKind::Tls: return "tls";
    }
    return "protocol";
}

} // namespace mpm
