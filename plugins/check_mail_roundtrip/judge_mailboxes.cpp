// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/judge_mailboxes.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_mail_roundtrip/findings.hpp"

namespace mpm::checkMailRoundtrip {
namespace {

std::vector<Finding> judgeMailbox(const MailboxSeen& mailbox, const Policy& policy)
{
    auto findings = mailbox.findings;
    if (mailbox.loginRefused) {
        findings.push_back(
            found(ownFindings.loginFailed, mailbox.url,
                  "login refused" + (mailbox.loginRefused->empty() ? "" : ": \"" + *mailbox.loginRefused + "\"")));
    } else if (mailbox.failure) {
        findings.push_back(found(ownFindings.mailboxUnreachable, mailbox.url, mailbox.failure->detail));
        if (mailbox.failure->kind == FailureKind::TimedOut) {
            findings.back().status = policy.timeoutStatus;
        }
    } else if (!mailbox.missingFolders.empty()) {
        findings.push_back(found(ownFindings.mailboxUnreachable, mailbox.url,
                                 std::string("there is no folder '") + join(mailbox.missingFolders, "', '") + "'"));
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
    for (const auto& mailbox : seen.mailboxes) {
        append(findings, judgeMailbox(mailbox, policy));
    }
    return findings;
}

} // namespace mpm::checkMailRoundtrip
