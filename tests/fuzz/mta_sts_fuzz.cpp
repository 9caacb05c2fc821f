// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a domain says in its MTA-STS and TLSRPT records and in its policy is read or refused, and
// what was read can be judged and shown. The input is all of these: the policy as it is, the records between its NULs.
#include "check/ascii.hpp"
#include "fuzz/demand.hpp"
#include "mta_sts/policy.hpp"

#include <algorithm>
#include <cstdint>

using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

namespace {

void judge(const mpm::PolicyRecord& record)
{
    demandHarmless(record.value);
    demandHarmless(record.detail);
    demand(record.state != mpm::PolicyRecord::State::Valid || !record.value.empty());
}

void judge(const mpm::StsPolicy& policy)
{
    static const auto name = mpm::DnsName::parse("mail.example.com");
    const bool named = std::find(policy.mx.begin(), policy.mx.end(), "mail.example.com") != policy.mx.end() ||
                       std::find(policy.mx.begin(), policy.mx.end(), "*.example.com") != policy.mx.end();
    demand(!named || policy.allows(name));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto records = mpm::split(std::string(input), '\0');
    judge(mpm::readStsRecord(records));
    judge(mpm::readReportRecord(records));
    const auto parsed = mpm::parseStsPolicy(input);
    if (const auto* policy = std::get_if<mpm::StsPolicy>(&parsed)) {
        judge(*policy);
    } else {
        demandHarmless(std::get<mpm::StsFault>(parsed).sentence);
    }
    return 0;
}
