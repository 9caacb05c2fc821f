// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "io/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/findings.hpp"
#include "tls/findings.hpp"

#include <vector>

namespace mpm::sending {

/// What is found of a delivery alone.
struct OwnFindings {
    FindingKind expectationFailed{"expectation-failed",
                                  Status::Critical,
                                  "The server accepted what it must refuse (--expect), or answered with another code.",
                                  "Compare the server's restrictions with what --expect says; a server that relays "
                                  "for strangers must be closed at once: relay only for authenticated clients and for "
                                  "networks of your own.",
                                  "RFC 5321 7.9",
                                  cutsShort};
    FindingKind asExpected{"as-expected", Status::Ok, "The server answered as --expect says.",
                           "Nothing: this is what was asked for.", "RFC 5321 4.2.1"};
    FindingKind capabilityMissing{
        "capability-missing",
        Status::Critical,
        "The message or an option needs an extension that the server does not offer: 8BITMIME, SMTPUTF8, DSN.",
        "Enable the extension in the server, or send a message of plain ASCII without --dsn-notify, --dsn-return and "
        "--dsn-envid.",
        "RFC 5321 2.2.1",
        cutsShort};
    FindingKind messageTooLarge{"message-too-large",
                                Status::Critical,
                                "The message is larger than the SIZE that the server declares.",
                                "Send a smaller message, or raise the server's limit (Postfix: message_size_limit).",
                                "RFC 1870 6.1",
                                cutsShort};
    FindingKind authUnavailable{"auth-unavailable",
                                Status::Critical,
                                "The server does not offer AUTH, or no mechanism that was wanted.",
                                "Use the submission port (587 with -S, 465 with --smtps), where servers offer AUTH; "
                                "many do so only inside TLS. "
                                "If it is that port, enable SASL in the server.",
                                "RFC 4954 3",
                                cutsShort};
    FindingKind authCleartext{
        "auth-cleartext",
        Status::Critical,
        "The only mechanisms that fit reveal the password, and the connection is not encrypted: nothing was sent.",
        "Use --starttls or --smtps; --auth-allow-clear sends the password in the clear where the way is trusted.",
        "RFC 4954 9",
        cutsShort};
    FindingKind authUnproven{
        "auth-unproven",
        Status::Critical,
        "The server's part of the authentication was wrong, or it did not prove that it knows the password.",
        "Make sure that this is the server you mean; if it is, mend its SASL configuration.",
        "RFC 5802 5",
        cutsShort};
    FindingKind openRelay{
        "open-relay",
        Status::Critical,
        "The server takes mail from strangers to strangers: spammers will find it within hours.",
        "Close the server at once: relay only for authenticated clients and for networks of your own (Postfix: "
        "smtpd_relay_restrictions; Exim: the RCPT ACL). If a catch-all of the server's own domain took the address, it "
        "is no relay.",
        "RFC 5321 7.9",
        cutsShort};
    FindingKind relayTestIncomplete{
        "relay-test-incomplete",
        Status::Warning,
        "Not every attempt to relay could be made, or one was refused for another reason than relaying: what was seen "
        "is no open relay, the rest is unproven.",
        "Test with --from and --to whose domains exist, take mail and are none of the server's, from a client that is "
        "on no blocklist, and with --starttls where the server wants TLS first.",
        "RFC 5321 7.9",
        cutsShort};
    FindingKind acceptedButDiscarded{
        "accepted-but-discarded", Status::Warning,
        "The server took the message and says in the same reply that nobody will get it.",
        "Look the message up in the mail filter's log and quarantine: an infected or spam verdict, or a rule that "
        "throws "
        "mail away instead of refusing it. Exempt the test message, or let the filter refuse.",
        "RFC 5321 6.1"};
    FindingKind messageMalformed{
        "message-malformed", Status::Warning,
        "The message of --message-file is not formed as mail must be; it is sent as it is.",
        "Mend the file: lines of at most 998 octets that all end alike, a header with From and Date, and nothing but "
        "ASCII in the header unless the server offers SMTPUTF8.",
        "RFC 5322 2.1.1"};
};
inline constexpr OwnFindings ownFindings;

/// What check_smtp_tls judges, and what does not keep a message from being sent.
inline bool isBesideThePoint(std::string_view id)
{
    return id == tlsFindings.authBeforeTls.id || id == tlsFindings.startTlsAgain.id ||
           id == tlsFindings.daneRollover.id;
}

/// Every finding of a check that sends, but those that a check has of its own.
inline std::vector<FindingKind> findingKinds()
{
    auto kinds =
        kindsOf(hostFindings, smtpFindings, mxFindings, busyFindings, tlsFindings, ownFindings, metricOutOfRange);
    std::erase_if(kinds, [](const FindingKind& kind) { return isBesideThePoint(kind.id); });
    return kinds;
}

} // namespace mpm::sending
