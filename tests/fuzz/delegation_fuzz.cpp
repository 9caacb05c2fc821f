// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a name server answers, check_dns_delegation judges it, signatures and proofs
// computed, and shows it harmless. The first octet chooses the question.
#include "fuzz/demand.hpp"
#include "support/grammar.hpp"
#include "unit/plugins/check_dns_delegation/hostile.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (!input.empty()) {
        mpm::fuzz::demand(mpm::test::harmIn(mpm::test::judgeHostile(data[0], input.substr(1))).empty());
    }
    return 0;
}
