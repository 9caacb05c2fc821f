// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/judge_senders.hpp"

#include "check/peer_text.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/findings.hpp"
#include "check_mail_auth/spf/mended.hpp"

namespace mpm::checkMailAuth {
namespace {

std::string_view orNullSender(const std::string& mailFrom)
{
    return mailFrom.empty() ? std::string_view("the null sender") : std::string_view(mailFrom);
}

std::string remedyFor(const SpfVerdict& verdict, const Target& target, const SpfTree& tree, const IpAddress& address)
{
    if (verdict.domain.empty()) {
        return "Judge an identity that has a domain: --mail-from user@DOMAIN, --helo NAME.";
    }
    if (verdict.result == SpfResult::TempError) {
        return "Check that the resolver and the zone's name servers answer: receivers put such mail off.";
    }
    const auto shown = withoutMapping(address);
    const bool ofDomain = verdict.domain == target.domain.toString();
    if (ofDomain && tree.own.state == SpfSelection::State::Sound && verdict.result != SpfResult::PermError) {
        return "If the address is meant to send for the domain: publish " +
               txtLine(target.domain, withSender(tree.own.texts.front(), shown));
    }
    if (verdict.result == SpfResult::None) {
        return "Publish: " +
               txtLine(verdict.domain, "v=spf1 " + std::string(shown.family() == Family::IPv4 ? "ip4:" : "ip6:") +
                                           shown.toString() + " -all");
    }
    return verdict.result == SpfResult::PermError
               ? "Mend the record first: receivers can't evaluate it for this sender."
               : "Add the address to the record of " + verdict.domain + ", or send through a server that is in it.";
}

Finding refused(const SpfVerdict& verdict, const Target& target, const SpfTree& tree, const IpAddress& address)
{
    auto message =
        "SPF says " + std::string(toString(verdict.result)) + " for " + harmless(orNullSender(target.mailFrom), 120);
    if (target.mailFrom.empty() || target.helo != target.domain.toString()) {
        message += " with EHLO " + harmless(target.helo, 120);
    }
    if (!verdict.problem.empty()) {
        message += ": " + verdict.problem;
    } else if (!verdict.mechanism.empty()) {
        message += " by " + verdict.mechanism;
    } else {
        message += ": no term of the record matches";
    }
    if (!verdict.explanation.empty()) {
        message += "; the domain explains: \"" + verdict.explanation + "\"";
    }
    auto finding = found(spfFindings.senderRefused, address.toString(), message);
    if (verdict.result == SpfResult::TempError) {
        finding.status = Status::Warning;
    }
    finding.remedy = remedyFor(verdict, target, tree, address);
    return finding;
}

} // namespace

Part judgeSenders(const Target& target, const SpfTree& tree, SpfRecords& records)
{
    Part part;
    for (const auto& address : target.senders) {
        const auto verdict = checkHost({address, target.mailFrom, target.helo}, records);
        part.observations.table("spf_senders")
            .push_back({{"address", address.toString()},
                        {"mail_from", harmless(target.mailFrom)},
                        {"helo", harmless(target.helo)},
                        {"result", std::string(toString(verdict.result))},
                        {"mechanism", verdict.mechanism},
                        {"lookups", std::int64_t{verdict.lookups}},
                        {"void_lookups", std::int64_t{verdict.voidLookups}},
                        {"problem", verdict.problem},
                        {"explanation", verdict.explanation}});
        if (verdict.result != SpfResult::Pass) {
            part.findings.push_back(refused(verdict, target, tree, address));
        }
    }
    return part;
}

} // namespace mpm::checkMailAuth
