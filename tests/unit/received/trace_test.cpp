// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/hop_times.hpp"
#include "received/trace.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

namespace {

/// A stamp of this server at 12:00 and so many seconds.
std::string stamp(const std::string& from, const std::string& by, const std::string& second)
{
    return "Received: from " + from + " by " + by + "; Sun, 22 Nov 2026 12:00:" + second + " +0000\r\n";
}

std::vector<TraceStamp> traceIn(const std::string& header)
{
    return traceOf(ReceivedHeader::parse(header + "\r\n"));
}

const auto noon = parseMailDate("22 Nov 2026 12:00:00 +0000");

} // namespace

TEST_CASE("a stamp of Postfix says from whom, by whom, how, for whom and when")
{
    const auto read =
        parseTraceStamp("from mail.example.org (mx.example.org [192.0.2.1])\t(using TLSv1.3 with cipher x)"
                        " (No client certificate requested)\tby mx.example.com (Postfix) with ESMTPS id "
                        "4Xyz for <bob@example.com>; Sun, 22 Nov 2026 13:00:00 +0100 (CET)");
    CHECK(read.from == "mail.example.org");
    CHECK(read.fromConnection == "mx.example.org [192.0.2.1]");
    CHECK(read.by == "mx.example.com");
    CHECK(read.with == "ESMTPS");
    CHECK(read.id == "4Xyz");
    CHECK(read.recipient == "<bob@example.com>");
    CHECK(read.time == noon);
}

TEST_CASE("stamps of other servers are read as far as they go")
{
    const auto exim =
        parseTraceStamp("from [192.0.2.1] (helo=client) by mx.example.com with esmtpsa (TLS1.3) tls x "
                        "(Exim 4.96) (envelope-from <a@b>) id 1abc for c@d; Sun, 22 Nov 2026 12:00:00 +0000");
    CHECK(exim.from == "[192.0.2.1]");
    CHECK(exim.by == "mx.example.com");
    CHECK(exim.id == "1abc");
    const auto qmail = parseTraceStamp("(qmail 123 invoked by uid 0); 22 Nov 2026 12:00:00 -0000");
    CHECK(qmail.by.empty());
    CHECK(qmail.time == noon);
    const auto local =
        parseTraceStamp("by mx.example.com (Postfix, from userid 0) id 5; Sun, 22 Nov 2026 12:00:00 +0000");
    CHECK(local.from.empty());
    CHECK(local.fromConnection.empty());
    CHECK(local.by == "mx.example.com");
    const auto none = parseTraceStamp("from a by b");
    CHECK(none.by == "b");
    CHECK_FALSE(none.time);
    CHECK(parseTraceStamp("from").from.empty());
    CHECK(parseTraceStamp("from (").fromConnection.empty());
}

TEST_CASE("the way of a message is told hop by hop, the sender's first, and its slowest hop")
{
    const auto hops =
        hopsOf(traceIn(stamp("b", "c", "12.5") + stamp("a", "b", "02") + stamp("client", "a", "01")), noon);
    REQUIRE(hops.size() == 3);
    CHECK(hops[0].by == "a");
    CHECK(hops[0].seconds->count() == 1);
    CHECK(hops[2].from == "b");
    CHECK(hops[2].seconds->count() == 10.5);
    CHECK(slowestOf(hops)->by == "c");
    CHECK(worstSkewOf(hops) == nullptr);
}

TEST_CASE("a hop that goes backwards in time is a clock that is wrong, and does not count")
{
    const auto hops = hopsOf(traceIn(stamp("b", "c", "31") + stamp("a", "b", "10") + stamp("client", "a", "30")), noon);
    REQUIRE(hops.size() == 3);
    CHECK_FALSE(hops[1].seconds);
    CHECK(hops[1].backwards->count() == 20);
    CHECK(worstSkewOf(hops)->by == "b");
    CHECK(slowestOf(hops)->by == "a");
}

TEST_CASE("a server that writes whole seconds is not behind one that writes microseconds")
{
    const auto hops = hopsOf(traceIn(stamp("client", "a", "00")), *noon + std::chrono::microseconds(900000));
    REQUIRE(hops.size() == 1);
    CHECK(hops[0].seconds->count() == 0);
    CHECK_FALSE(hops[0].backwards);
}

TEST_CASE("a hop without a time has none, and nothing is said of the way without stamps")
{
    const auto hops = hopsOf(traceIn(stamp("b", "c", "20") + "Received: by b\r\n" + stamp("x", "a", "01")), noon);
    REQUIRE(hops.size() == 3);
    CHECK_FALSE(hops[1].seconds);
    CHECK(hops[1].from == "a");
    CHECK_FALSE(hops[2].seconds);
    CHECK(slowestOf(hopsOf({})) == nullptr);
    std::string loop;
    for (int i = 0; i < 500; ++i) {
        loop += stamp("a", "b", "00");
    }
    CHECK(traceIn(loop).size() == mostHops);
}

TEST_CASE("names in stamps are made harmless before they are shown")
{
    const auto hops = hopsOf(traceIn(stamp("a|b=1", "`c`", "00")), noon);
    CHECK(hops[0].from == "a/b=1");
    CHECK(hops[0].by == "'c'");
}
