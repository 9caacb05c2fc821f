// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/judge_reports.hpp"

#include "check/append.hpp"
#include "check_mail_auth/dmarc/findings.hpp"
#include "check_mail_auth/dmarc/reports.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/record_row.hpp"

#include <utility>

namespace mpm::checkMailAuth {
namespace {

using State = ReportConsent::State;

/// Each domain that is named in rua or ruf, once.
std::vector<DnsName> destinationsOf(const DmarcRecord& record)
{
    std::vector<DnsName> domains;
    for (const auto* list : {&record.aggregate, &record.failures}) {
        for (const auto& address : readReportAddresses(*list)) {
            if (address.domain) {
                addOnce(domains, *address.domain);
            }
        }
    }
    return domains;
}

std::vector<Finding> judgeAddresses(std::string_view tag, const std::string& list, const PolicyInForce& policy)
{
    std::vector<Finding> findings;
    for (const auto& address : readReportAddresses(list)) {
        if (address.fault.empty()) {
            continue;
        }
        const auto sentence = "DMARC record: " + std::string(tag) + ": " + address.fault;
        findings.push_back(found(address.foreignScheme ? dmarcFindings.reportScheme : dmarcFindings.syntax,
                                 policy.domain.toString(), sentence));
        if (const auto mended = mendedDmarc(policy.text); !mended.empty() && !address.foreignScheme) {
            findings.back().remedy =
                "Publish: " + txtLine("_dmarc." + policy.domain.toString(), harmless(mended, 2000));
        }
    }
    return findings;
}

} // namespace

void readReports(const PolicyInForce& policy, const DmarcWalk& walk, Reading& reading)
{
    for (const auto& destination : destinationsOf(policy.record)) {
        readConsent(policy.domain, walk.organisation, destination, reading);
    }
}

std::vector<Finding> judgeReports(const PolicyInForce& policy, const DmarcWalk& walk, Reading& reading)
{
    auto findings = judgeAddresses("rua", policy.record.aggregate, policy);
    append(findings, judgeAddresses("ruf", policy.record.failures, policy));
    for (const auto& destination : destinationsOf(policy.record)) {
        const auto consent = readConsent(policy.domain, walk.organisation, destination, reading);
        if (consent.state == State::Refused) {
            auto finding = found(dmarcFindings.reportUnauthorised, policy.domain.toString(),
                                 "reports go to " + destination.toString() +
                                     ", which does not say that it takes them: receivers send none there");
            finding.remedy = "Have whoever runs " + destination.toString() +
                             " publish: " + txtLine(consent.name, "v=DMARC1;") + ", or name an address of one's own.";
            findings.push_back(std::move(finding));
        } else if (consent.state == State::Unknown && consent.answer != nullptr) {
            findings.push_back(dnsFailed(*consent.answer));
        }
    }
    return findings;
}

} // namespace mpm::checkMailAuth
