// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/judge_mailboxes.hpp"

#include "check/append.hpp"
#include "check/redundancy.hpp"
#include "check_mail_roundtrip/findings.hpp"
#include "tls/judge_tls.hpp"

namespace mpm::checkMailRoundtrip {
namespace {

/// `isMissed`: a message that should be in a mailbox was in none.
std::vector<Finding> judgeMailbox(const MailboxSeen& mailbox, bool isMissed, const Policy& policy)
{
    auto findings = mailbox.tls ? judgeTls(*mailbox.tls, policy.mailboxTls, mailbox.subject) : std::vector<Finding>();
    if (mailbox.loginRefused) {
        findings.push_back(found(ownFindings.loginFailed, mailbox.url,
                                 (mailbox.loginObstacle ? "no login" : "login refused") +
                                     (mailbox.loginRefused->empty() ? ""
                                      : mailbox.loginObstacle       ? ": " + *mailbox.loginRefused
                                                                    : ": \"" + *mailbox.loginRefused + "\"")));
    } else if (mailbox.failure) {
        findings.push_back(found(ownFindings.mailboxUnreachable, mailbox.url, mailbox.failure->detail));
        if (mailbox.failure->kind == FailureKind::TimedOut) {
            findings.back().status = policy.timeoutStatus;
        }
    } else if (mailbox.leftOut > 0 && isMissed) {
        findings.push_back(found(ownFindings.mailboxUnreachable, mailbox.url,
                                 std::to_string(mailbox.leftOut) +
                                     " messages lie there that this run did not look at, beside those that it did"));
        degrade(findings.back());
        findings.back().remedy = "Use a mailbox for the check alone, and delete what others have left there.";
    }
    if (!mailbox.removalFailure.empty()) {
        findings.push_back(found(ownFindings.mailboxUnreachable, mailbox.url,
                                 "the check's own messages could not be deleted: " + mailbox.removalFailure));
        degrade(findings.back());
        findings.back().remedy =
            "Let the user delete messages there, or say --keep, which leaves them; where others delete "
            "messages there without expunging them, use a mailbox for the check alone.";
    }
    return findings;
}

} // namespace

std::vector<Finding> judgeMailboxes(const Observation& seen, const Policy& policy)
{
    std::vector<Finding> findings;
    if (!seen.stateUnusable.empty()) {
        findings.push_back(found(ownFindings.stateUnusable, "", seen.stateUnusable));
    }
    if (!seen.stateSetAside.empty()) {
        findings.push_back(found(ownFindings.stateDamaged, "", seen.stateSetAside));
    }
    const auto* own = seen.own();
    const bool isMissed = seen.state.count(EntryState::Lost) > 0 ||
                          (!seen.withStateFile && own != nullptr && own->state == EntryState::Pending);
    for (const auto& mailbox : seen.mailboxes) {
        append(findings, judgeMailbox(mailbox, isMissed, policy));
    }
    return findings;
}

} // namespace mpm::checkMailRoundtrip
