// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/record_row.hpp"

#include "check/peer_text.hpp"
#include "dns/tlsa.hpp"

namespace mpm::checkMailAuth {
namespace {

constexpr std::size_t shownRecord = 2000;

std::string dnssecOf(const DnsAnswer& answer)
{
    if (!answer.isConclusive()) {
        return answer.outcome == DnsOutcome::Bogus ? "bogus" : "unknown";
    }
    return isSecured(answer.message.authenticData, answer.server, ResolverTrust::Loopback) ? "secure"
           : answer.message.authenticData ? "said to be secure by a resolver elsewhere"
                                          : "insecure";
}

} // namespace

std::vector<Row> recordRows(std::string_view kind, const DnsAnswer& answer)
{
    auto texts = answer.texts();
    if (texts.empty()) {
        texts.emplace_back();
    }
    std::vector<Row> rows;
    for (const auto& text : texts) {
        Row row{{"record", std::string(kind)},
                {"name", answer.question.name.toString()},
                {"outcome", std::string(toString(answer.outcome))},
                {"text", answer.outcome == DnsOutcome::Answered ? harmless(text, shownRecord) : answer.detail},
                {"dnssec", dnssecOf(answer)},
                {"server", answer.server.toString()}};
        if (const auto ttl = answer.ttl()) {
            row.emplace_back("ttl", std::int64_t{*ttl});
        }
        if (!answer.aliases().empty()) {
            row.emplace_back("alias_of", answer.finalName().toString());
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string remedyForSilence(RecordType type, const std::string& name)
{
    return "Check that the resolver answers (dig " + toString(type) + " " + name +
           ") and that the zone's own name servers do; until then nobody knows what the record says.";
}

Finding dnsFailed(const DnsAnswer& answer)
{
    const auto name = answer.question.name.toString();
    auto finding = found(recordUnanswered, name, answer.detail);
    finding.status = Status::Warning;
    finding.remedy = remedyForSilence(answer.question.type, name);
    return finding;
}

} // namespace mpm::checkMailAuth
