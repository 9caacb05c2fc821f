// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkMailRoundtrip {

/// What this check alone can find.
struct OwnFindings {
    FindingKind missing{"roundtrip-missing",
                        Status::Critical,
                        "The server took the message, and it was not in the mailbox when time was up.",
                        "Follow the queue ID through the logs of the servers on the way: a queue that is full or slow, "
                        "greylisting, a filter, a rule of the mailbox. If mail is merely slower than that, raise "
                        "--timeout, or use --state-file, which does not wait.",
                        "RFC 5321 4.5.4",
                        cutsShort};
    FindingKind lost{
        "roundtrip-lost",
        Status::Critical,
        "A message of an earlier run is overdue: it was taken, and did not arrive within --lost-after.",
        "Look for it in the logs and queues of the servers on the way, and in quarantine; if mail may take "
        "that long here, raise --lost-after.",
        "RFC 5321 6.1",
        cutsShort};
    FindingKind junk{"roundtrip-junk", Status::Warning, "The message arrived in the folder for junk.",
                     "Read the verdict that the filter wrote into the message's header (X-Spam-Status and its kin); "
                     "see whether SPF, DKIM and DMARC of the sender pass (check_mail_auth) and whether the sending "
                     "address is on a blocklist (check_mx --dnsbl).",
                     ""};
    FindingKind duplicate{
        "roundtrip-duplicate", Status::Warning, "More copies of one message arrived than were sent.",
        "Look for two ways that lead to the mailbox (an alias and a list, a rule that copies), and for "
        "a server that lost the connection after the end of the data, so that its client sent again.",
        "RFC 5321 4.1.1.4"};
    FindingKind changed{
        "roundtrip-changed", Status::Warning, "The message did not arrive as it was sent.",
        "Find the server or filter on the way that rewrites mail: a disclaimer, an antivirus gateway, a "
        "list, a converter. Whatever is changed breaks signatures (DKIM, S/MIME, OpenPGP).",
        "RFC 5321 6.4"};
    FindingKind authFailed{
        "roundtrip-auth-failed", Status::Warning,
        "By the results of the trusted server SPF, DKIM or DMARC failed, and nothing that is aligned "
        "with the sender's domain passed.",
        "Look at the sender's domain with check_mail_auth --sender (the address that the mail leaves "
        "from) and check_mail_auth --selector; if all is well there, something on the way changes the "
        "message or its sender.",
        "RFC 8601 2.7"};
    FindingKind bounced{"roundtrip-bounced",
                        Status::Critical,
                        "The message came back: it could not be delivered.",
                        "Read the reply that the bounce quotes; --explain REPLY tells the usual causes and what to do "
                        "about each.",
                        "RFC 3464 2.3",
                        cutsShort};
    FindingKind unanswered{"roundtrip-unanswered", Status::Critical,
                           "The message arrived, and no answer to it came back.",
                           "See whether the responder runs and answers this sender: many answer an address once in "
                           "some days, and none a null sender; its answer may also be lost on the way back.",
                           "RFC 3834 2"};
    FindingKind mailboxUnreachable{
        "mailbox-unreachable",
        Status::Critical,
        "A mailbox, or a folder of it, could not be read.",
        "Check what the line names: the server and its port, the name of the folder, the path of the Maildir and who "
        "may read it.",
        "RFC 3501 2.2",
        cutsShort};
    FindingKind loginFailed{"mailbox-login-failed",
                            Status::Critical,
                            "The mailbox's server refused the login.",
                            "Check the user's name, the password (--mailbox-password-file) and the mechanism "
                            "(--mailbox-auth-mechanism); read the server's log for whether the account is locked.",
                            "RFC 3501 6.2.3",
                            cutsShort};
    FindingKind clockSkew{"roundtrip-clock-skew", Status::Ok,
                          "The times that two servers on the way wrote contradict each other, so the hop between them "
                          "was not counted.",
                          "Let the machine that the line names get its time by NTP.", "RFC 5321 4.4"};
    FindingKind stateDamaged{
        "state-file-damaged", Status::Warning,
        "The state file could not be made sense of; it was set aside, and the check begins anew.",
        "See whether two checks use the same file, or somebody edited it; messages that were under "
        "way are not missed any more. The file that was set aside can go.",
        ""};
    FindingKind stateUnusable{"state-file-unusable",
                              Status::Unknown,
                              "The state file can't be read, locked or written.",
                              "Give the user that the check runs as a folder of its own for the file, with room on the "
                              "disk; end a run that hangs.",
                              "",
                              cutsShort};
};
inline constexpr OwnFindings ownFindings;

} // namespace mpm::checkMailRoundtrip
