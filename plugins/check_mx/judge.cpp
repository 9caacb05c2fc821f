// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge.hpp"

#include "check/append.hpp"
#include "check/range.hpp"
#include "check_mx/address_state.hpp"
#include "check_mx/findings.hpp"
#include "check_mx/judge_addresses.hpp"
#include "check_mx/judge_blocklists.hpp"
#include "check_mx/judge_hosts.hpp"
#include "check_mx/judge_records.hpp"
#include "check_mx/judge_senders.hpp"
#include "check_mx/measure.hpp"
#include "smtp/findings.hpp"
#include "survey/busy.hpp"
#include "survey/describe.hpp"
#include "survey/judge_mail_hosts.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

namespace mpm::checkMx {
namespace {

/// The hosts that are meant to take mail.
std::vector<HostSeen> meant(const Observation& seen, const Policy& policy)
{
    std::vector<HostSeen> hosts;
    std::copy_if(seen.hosts.begin(), seen.hosts.end(), std::back_inserter(hosts),
                 [&](const HostSeen& host) { return !isExpectedDown(host, policy); });
    return hosts;
}

/// What keeps mail from arriving comes before what is merely untidy, so that line 1 tells it.
void putLostMailFirst(std::vector<Finding>& findings)
{
    static const std::array costsMail{
        ownFindings.allDown.id,        ownFindings.sendersCutOff.id, ownFindings.tooFewHosts.id,
        ownFindings.hostDown.id,       mxFindings.addressLiteral.id, smtpFindings.reply5yz.id,
        smtpFindings.protocolError.id, mxFindings.unresolvable.id,
    };
    std::stable_partition(findings.begin(), findings.end(), [](const Finding& finding) {
        return std::find(costsMail.begin(), costsMail.end(), finding.id) != costsMail.end();
    });
}

std::size_t reachable(const std::vector<HostSeen>& hosts)
{
    return static_cast<std::size_t>(
        std::count_if(hosts.begin(), hosts.end(), [](const HostSeen& host) { return takesMail(host); }));
}

/// What to do about the host that senders try first; it is told below for each host.
void adviseOnBestHost(std::vector<Finding>& findings)
{
    static const std::array kindsOfFailure{ownFindings.hostDown.id,    mxFindings.addressLiteral.id,
                                           smtpFindings.reply5yz.id,   smtpFindings.protocolError.id,
                                           mxFindings.unresolvable.id, mxFindings.notGlobal.id};
    const auto all = std::find_if(findings.begin(), findings.end(),
                                  [](const auto& each) { return each.id == ownFindings.allDown.id; });
    const auto first =
        std::find_first_of(findings.begin(), findings.end(), kindsOfFailure.begin(), kindsOfFailure.end(),
                           [](const Finding& finding, std::string_view id) { return finding.id == id; });
    if (all != findings.end() && first != findings.end()) {
        all->remedy = first->remedy;
    }
}

/// An address that nobody has a route to is the cause of what else is found there.
void putPrivateCulpritsFirst(std::vector<Finding>& findings, const std::vector<HostSeen>& hosts)
{
    std::set<std::string> culprits;
    for (const auto& host : hosts) {
        for (const auto& address : host.addresses) {
            if (isOutOfTheWorld(address)) {
                culprits.insert(subjectOf(host, address));
            }
        }
    }
    std::stable_partition(findings.begin(), findings.end(), [&](const Finding& finding) {
        return finding.id == ownFindings.allDown.id ||
               (finding.id == mxFindings.notGlobal.id && culprits.find(finding.subject) != culprits.end());
    });
}

/// The finding that leaves nothing else to say: there is nobody to visit, or nobody takes mail.
const Finding* wholeAnswer(const std::vector<Finding>& findings, const Observation& seen)
{
    const auto whole = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
        return seen.hosts.empty() || finding.id == ownFindings.allDown.id;
    });
    return whole == findings.end() ? nullptr : &*whole;
}

std::string summarise(const Observation& seen, const Policy& policy, const std::vector<HostSeen>& hosts,
                      const std::vector<Finding>& findings)
{
    const auto domain = seen.target;
    if (policy.expectNull && seen.mx->state == MxSet::State::Null) {
        return domain + " has a null MX, as expected: it takes no mail";
    }
    const auto counted = [](std::size_t number) {
        return std::to_string(number) + (number == 1 ? " MX host" : " MX hosts");
    };
    if (const auto* whole = wholeAnswer(findings, seen)) {
        return whole->summary(); // where the user's --severity makes that OK
    }
    if (hosts.empty()) {
        return domain + (seen.hosts.empty() ? " has no MX host"
                                            : " " + counted(seen.hosts.size()) +
                                                  (seen.hosts.size() == 1 ? " is" : " are") + " down, as expected");
    }
    const auto total = counted(hosts.size());
    auto text = domain + " " + total;
    if (policy.connected) {
        text = domain + " " + std::to_string(reachable(hosts)) + " of " + total + " " + policy.service(hosts.size());
    }
    const auto senders = walkAsSenders(hosts, policy.families);
    if (const auto& first = senders.front(); first.via != nullptr) {
        text += ", first " + shown(*first.reaches) + " " + outcome(*first.via);
    }
    return text + ", " + formatSeconds(seen.total.count());
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    const auto domain = seen.target;
    const auto hosts = meant(seen, policy);
    report.findings = judgeRecords(seen, policy);
    if (!policy.expectNull) {
        append(report.findings, judgeSenders(hosts, domain, policy));
        append(report.findings, judgeHosts(seen, policy));
        append(report.findings, judgeAddresses(seen));
        append(report.findings, judgeBlocklists(seen, policy.byHand));
        putLostMailFirst(report.findings);
        putPrivateCulpritsFirst(report.findings, hosts);
        adviseOnBestHost(report.findings);
        tellLoad(report.findings, domain, loadOf(seen.visits()));
    } else {
        append(report.findings, judgeBlocklists(seen, policy.byHand));
    }
    addCommands(report.findings, seen, seen.visits(), policy.byHand);
    auto measured = measure(seen, policy, hosts);
    report.metrics = std::move(measured.metrics);
    report.summary = summarise(seen, policy, hosts, report.findings);
    append(report.findings, std::move(measured.findings));
    tell(report, policy.parts, seen.visits(), [&] { return describe(seen, policy.families); });
    return report;
}

} // namespace mpm::checkMx
