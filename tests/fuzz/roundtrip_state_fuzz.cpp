// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: a state file is believed whole, within its bounds and with texts that are safe to print, or not at
// all; and what is believed is written as it was read.
#include "check_mail_roundtrip/state_json.hpp"
#include "check_mail_roundtrip/token.hpp"
#include "fuzz/demand.hpp"

#include <cstdint>

using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm::checkMailRoundtrip;
    constexpr std::string_view owner = "0123456789abcdef";
    const auto kept = stateFromJson({reinterpret_cast<const char*>(data), size}, owner);
    demandHarmless(kept.damage);
    demand(kept.damage.empty() || kept.state.entries.empty());
    demand(kept.state.entries.size() <= mostEntries);
    for (const auto& entry : kept.state.entries) {
        demand(isToken(entry.token) && kept.state.find(entry.token) == &entry);
        demand(entry.copies.size() <= mostCopies && entry.arrival.has_value() == !entry.copies.empty());
        demandHarmless(entry.reason.reply);
        demandHarmless(entry.reason.remedy);
        if (entry.arrival) {
            demand(entry.arrival->delivery.count() >= 0 && entry.arrival->hops.size() <= mostHopsKept);
            demandHarmless(entry.arrival->authenticationFailure);
        }
    }
    if (kept.damage.empty()) {
        const auto text = toJson(kept.state, owner);
        const auto again = stateFromJson(text, owner);
        demand(again.damage.empty() && toJson(again.state, owner) == text);
    }
    return 0;
}
