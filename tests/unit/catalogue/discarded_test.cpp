// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/discarded.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

namespace {

bool discarded(const std::string& text, int code = 250)
{
    return saysDiscarded(Reply{code, {PeerText(text)}, {}});
}

} // namespace

TEST_CASE("a filter that takes a message and throws it away says so in one of the known texts")
{
    CHECK(discarded("2.7.0 Ok, discarded, id=04812-06 - INFECTED: Eicar-Signature"));
    CHECK(discarded("2.0.0 Message accepted and discarded"));
    CHECK(discarded("OK:  message  QUARANTINED"));
    CHECK(discarded("2.7.0 Ok, quarantined, id=1"));
    CHECK(discarded("Ok: discarded"));
    CHECK(discarded("2.7.1 Ok, silently dropped"));
    CHECK(saysDiscarded(Reply{250, {PeerText("thank you"), PeerText("message discarded")}, {}}));
}

TEST_CASE("a word alone, another's ID and a refusal are no discarding")
{
    CHECK_FALSE(discarded("2.0.0 Ok: queued as 4Xyz"));
    CHECK_FALSE(discarded("2.0.0 Ok: queued as DISCARDED"));
    CHECK_FALSE(discarded("ok, will not be discarded"));
    CHECK_FALSE(discarded("2.6.0 <quarantine@example.org> queued mail for delivery"));
    CHECK_FALSE(discarded("5.7.1 message discarded", 550));
}
