// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/judge_failure.hpp"

namespace mpm {
namespace {

const FindingKind& kindOf(FailureKind failure)
{
    switch (failure) {
    case FailureKind::NoSuchName: return hostFindings.hostNotFound;
    case FailureKind::DnsFailure: return hostFindings.dnsFailed;
    case FailureKind::Refused: return hostFindings.connectionRefused;
    case FailureKind::NoRoute: return hostUnreachableFromHere;
    case FailureKind::Unreachable: return hostFindings.hostUnreachable;
    case FailureKind::LocalFault: return hostFindings.localFault;
    case FailureKind::TimedOut: return hostFindings.timedOut;
    case FailureKind::Tls: return hostFindings.handshakeFailed; // TLS 1.3 refuses clients after the handshake
    case FailureKind::Closed:
    case FailureKind::Protocol: break;
    }
    return hostFindings.connectionClosed;
}

} // namespace

Finding judgeFailure(const Failure& failure, const std::string& subject, std::string_view where, Status timeoutStatus,
                     const FindingKind& protocol)
{
    const auto& kind = failure.kind == FailureKind::Protocol ? protocol : kindOf(failure.kind);
    auto finding = found(kind, subject, where.empty() ? failure.detail : std::string(where) + ": " + failure.detail);
    if (failure.kind == FailureKind::TimedOut) {
        finding.status = timeoutStatus;
    }
    return finding;
}

Finding judgeLookupFailure(const Failure& failure, const std::string& subject, Status timeoutStatus)
{
    auto finding = judgeFailure(failure, subject, "look-up", timeoutStatus, hostFindings.connectionClosed);
    if (failure.kind == FailureKind::TimedOut) {
        finding.remedy =
            "Look at the resolver, which gave no answer in time: that it runs, that it can be reached from "
            "here, and that the name's own name servers answer it (dig NAME @RESOLVER); or raise "
            "--timeout.";
    }
    return finding;
}

} // namespace mpm
