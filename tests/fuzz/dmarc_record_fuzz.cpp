// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever stands in a DMARC record, or at a DKIM selector, is read or has a fault that is safe to
// print. A DMARC record that was mended is one.
#include "check_mail_auth/dkim/key_record.hpp"
#include "check_mail_auth/dmarc/record.hpp"
#include "fuzz/demand.hpp"

#include <cstdint>

using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm::checkMailAuth;
    constexpr unsigned whole = 100;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto record = readDmarcRecord(text);
    for (const auto* list : {&record.unknown, &record.upperCase, &record.faults}) {
        for (const auto& each : *list) {
            demandHarmless(each);
        }
    }
    demand(!record.percent || *record.percent <= whole);
    const auto mended = mendedDmarc(text);
    demand(mended.empty() || isDmarc(mended));

    const auto key = readKeyRecord(text);
    demandHarmless(key.type);
    demandHarmless(key.fault);
    demandHarmless(key.remedy);
    demand(key.fault.empty() == (key.state != KeyRecord::State::Broken));
    return 0;
}
