// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a domain says in its MTA-STS and TLSRPT records and in its policy is read or refused, and
// what was read can be judged and shown. The input is all of these: the policy as it is, the records between its NULs.
// Build with clang++ -fsanitize=fuzzer,address,undefined and the core; run as `mta_sts_fuzz tests/fuzz/mta_sts_corpus`.
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "mta_sts/policy.hpp"

#include <algorithm>
#include <cstdint>

namespace {

void demandHarmless(const std::string& text)
{
    if (mpm::harmless(text, text.size()) != text) {
        __builtin_trap();
    }
}

void judge(const mpm::PolicyRecord& record)
{
    demandHarmless(record.value);
    demandHarmless(record.detail);
    if (record.state == mpm::PolicyRecord::State::Valid && record.value.empty()) {
        __builtin_trap();
    }
}

void judge(const mpm::StsPolicy& policy)
{
    static const auto name = mpm::DnsName::parse("mail.example.com");
    const bool named = std::find(policy.mx.begin(), policy.mx.end(), "mail.example.com") != policy.mx.end() ||
                       std::find(policy.mx.begin(), policy.mx.end(), "*.example.com") != policy.mx.end();
    if (named && !policy.allows(name)) {
        __builtin_trap();
    }
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
