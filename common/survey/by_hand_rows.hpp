// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

/// Which command shows what a finding says, by the finding's ID. What is missing here can't be seen by hand: options,
/// thresholds, faults of this machine; and blocklists, whose command is made where they are judged.
namespace mpm::byHand {

/// What a command is to show.
enum class Shows : std::uint8_t {
    Mx,
    Address,
    Pointer,
    Dialogue,
    Acceptance,
    Session,
    Tlsa,
    Match,
    StsRecord,
    StsPolicy,
    Reports
};

struct IdRow {
    std::string_view id;
    Shows shows;
};

inline constexpr std::array idRows{
    IdRow{"mx-none", Shows::Mx},
    IdRow{"mx-null", Shows::Mx},
    IdRow{"mx-implicit", Shows::Mx},
    IdRow{"mx-missing", Shows::Mx},
    IdRow{"mx-unexpected", Shows::Mx},
    IdRow{"mx-duplicate", Shows::Mx},
    IdRow{"mx-equal-preference", Shows::Mx},
    IdRow{"mx-address-literal", Shows::Mx},
    IdRow{"mx-bad-name", Shows::Mx},
    IdRow{"mx-too-many", Shows::Mx},
    IdRow{"mx-unresolvable", Shows::Address},
    IdRow{"mx-cname", Shows::Address},
    IdRow{"mx-same-address", Shows::Mx},
    IdRow{"ipv4-missing", Shows::Mx},
    IdRow{"ipv6-missing", Shows::Mx},
    IdRow{"address-not-global", Shows::Address},
    IdRow{"host-not-found", Shows::Address},
    IdRow{"dns-failed", Shows::Address},
    IdRow{"rdns-missing", Shows::Pointer},
    IdRow{"rdns-mismatch", Shows::Pointer},
    IdRow{"mx-all-down", Shows::Dialogue},
    IdRow{"mx-host-down", Shows::Dialogue},
    IdRow{"mx-too-few-hosts", Shows::Dialogue},
    IdRow{"mx-senders-cut-off", Shows::Dialogue},
    IdRow{"all-busy", Shows::Dialogue},
    IdRow{"connection-refused", Shows::Dialogue},
    IdRow{"connection-closed", Shows::Dialogue},
    IdRow{"host-unreachable", Shows::Dialogue},
    IdRow{"timed-out", Shows::Dialogue},
    IdRow{"smtp-protocol-error", Shows::Dialogue},
    IdRow{"smtp-reply-4yz", Shows::Dialogue},
    IdRow{"smtp-reply-5yz", Shows::Dialogue},
    IdRow{"smtp-unexpected-reply", Shows::Dialogue},
    IdRow{"smtp-bare-lf", Shows::Dialogue},
    IdRow{"smtp-reply-octets", Shows::Dialogue},
    IdRow{"smtp-line-too-long", Shows::Dialogue},
    IdRow{"smtp-early-data", Shows::Dialogue},
    IdRow{"reply-code-changes", Shows::Dialogue},
    IdRow{"ehlo-unsupported", Shows::Dialogue},
    IdRow{"ehlo-names-client", Shows::Dialogue},
    IdRow{"capability-contradiction", Shows::Dialogue},
    IdRow{"capability-missing", Shows::Dialogue},
    IdRow{"greeting-mismatch", Shows::Dialogue},
    IdRow{"expectation-failed", Shows::Dialogue},
    IdRow{"accepted-but-discarded", Shows::Dialogue},
    IdRow{"message-too-large", Shows::Dialogue},
    IdRow{"auth-unavailable", Shows::Dialogue},
    IdRow{"auth-cleartext", Shows::Dialogue},
    IdRow{"auth-unproven", Shows::Dialogue},
    IdRow{"auth-before-tls", Shows::Dialogue},
    IdRow{"starttls-missing", Shows::Dialogue},
    IdRow{"open-relay", Shows::Acceptance},
    IdRow{"relay-test-incomplete", Shows::Dialogue},
    IdRow{"starttls-inside-tls", Shows::Session},
    IdRow{"starttls-injection", Shows::Session},
    IdRow{"starttls-injection-untested", Shows::Session},
    IdRow{"tls-handshake-failed", Shows::Session},
    IdRow{"tls-version", Shows::Session},
    IdRow{"tls-old-version", Shows::Session},
    IdRow{"tls-senders-cut-off", Shows::Session},
    IdRow{"tls-weak", Shows::Session},
    IdRow{"tls-client-certificate", Shows::Session},
    IdRow{"cert-expired", Shows::Session},
    IdRow{"cert-expires-soon", Shows::Session},
    IdRow{"cert-not-yet-valid", Shows::Session},
    IdRow{"cert-untrusted", Shows::Session},
    IdRow{"cert-self-signed", Shows::Session},
    IdRow{"cert-chain-incomplete", Shows::Session},
    IdRow{"cert-chain-order", Shows::Session},
    IdRow{"cert-name-mismatch", Shows::Session},
    IdRow{"cert-weak", Shows::Session},
    IdRow{"cert-revoked", Shows::Session},
    IdRow{"pin-mismatch", Shows::Session},
    IdRow{"dane-mismatch", Shows::Match},
    IdRow{"dane-anchor-not-sent", Shows::Match},
    IdRow{"dane-rollover", Shows::Tlsa},
    IdRow{"dane-unusable", Shows::Tlsa},
    IdRow{"dane-missing", Shows::Tlsa},
    IdRow{"dane-insecure", Shows::Tlsa},
    IdRow{"dane-lookup-failed", Shows::Tlsa},
    IdRow{"mta-sts-missing", Shows::StsRecord},
    IdRow{"mta-sts-record-invalid", Shows::StsRecord},
    IdRow{"mta-sts-lookup-failed", Shows::StsRecord},
    IdRow{"mta-sts-policy-unavailable", Shows::StsPolicy},
    IdRow{"mta-sts-policy-invalid", Shows::StsPolicy},
    IdRow{"mta-sts-mx-mismatch", Shows::StsPolicy},
    IdRow{"mta-sts-not-enforced", Shows::StsPolicy},
    IdRow{"mta-sts-max-age", Shows::StsPolicy},
    IdRow{"mta-sts-content-type", Shows::StsPolicy},
    IdRow{"tlsrpt-missing", Shows::Reports},
    IdRow{"tlsrpt-invalid", Shows::Reports},
};

inline const IdRow* rowFor(std::string_view id)
{
    const auto* const row =
        std::find_if(idRows.begin(), idRows.end(), [&](const IdRow& each) { return each.id == id; });
    return row == idRows.end() ? nullptr : row;
}

} // namespace mpm::byHand
