// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/smtp/banner_of.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// The run must have this exit status and finding, and line 1 this text.
void checkBad(const ProcessResult& result, int exitStatus, const std::string& finding, const std::string& line1)
{
    INFO(result.out);
    CHECK(result.exitStatus == exitStatus);
    CHECK(holds(result.out, "] " + finding + " "));
    INFO("line 1 should hold " << line1);
    CHECK(holds(result.firstLine(), line1));
}

} // namespace

TEST_CASE("smtp-sink as it comes is fine")
{
    const SmtpSink server;
    checkFine(bannerOf(server.port()));
}

TEST_CASE("smtp-sink that refuses the connection for good is CRITICAL, for now is WARNING")
{
    const SmtpSink refusing({"-f", "CONNECT"});
    checkBad(bannerOf(refusing.port()), 2, "smtp-reply-5yz", "greeting 500 5.3.0 Error: command failed");
    const SmtpSink deferring({"-r", "CONNECT"});
    checkBad(bannerOf(deferring.port()), 1, "smtp-reply-4yz", "greeting 450 4.3.0 Error: command failed");
    const SmtpSink throttling({"-Q", "CONNECT"});
    checkBad(bannerOf(throttling.port()), 1, "smtp-reply-4yz", "greeting 421 ");
}

TEST_CASE("smtp-sink that refuses EHLO falls back to HELO, throttles or closes as told")
{
    const SmtpSink oldFashioned({"-f", "EHLO"});
    checkBad(bannerOf(oldFashioned.port()), 1, "ehlo-unsupported", "EHLO");
    const SmtpSink deferring({"-r", "EHLO"});
    checkBad(bannerOf(deferring.port()), 1, "ehlo-unsupported", "EHLO 450 4.3.0");
    const SmtpSink throttling({"-Q", "EHLO"});
    checkBad(bannerOf(throttling.port()), 1, "smtp-reply-4yz", "EHLO 421 ");
    const SmtpSink closing({"-q", "EHLO"});
    checkBad(bannerOf(closing.port()), 2, "connection-closed", "EHLO");
}

TEST_CASE("smtp-sink that closes at QUIT is fine, and so is one that answers it late")
{
    const SmtpSink closing({"-q", "QUIT"});
    checkFine(bannerOf(closing.port()));
    const auto seconds = static_cast<int>(scaled(3));
    const SmtpSink late({"-W", "QUIT:" + std::to_string(seconds)});
    const auto result = bannerOf(late.port());
    checkFine(result);
    CHECK(result.seconds < seconds); // QUIT's answer was not waited for
}

TEST_CASE("smtp-sink that answers EHLO late is timed, and cut off at the time-out")
{
    const SmtpSink late({"-W", "EHLO:2"});
    const auto slow = bannerOf(late.port(), {"-c", "ehlo=1"});
    checkBad(slow, 2, "metric-out-of-range", "ehlo");
    const auto result =
        runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(late.port()), "-t", "0.5"});
    checkBad(result, 2, "timed-out", "EHLO");
    CHECK(result.seconds <= 0.5 + scaled(0.3));
}
