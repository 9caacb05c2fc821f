// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks from 1970 to 2106. What is judged by the time is judged by the machine's, except by one that can't be right.
#include "local/machine.hpp"
#include "support/catch.hpp"
#include "support/grammar.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

using namespace mpm::test;

namespace {

std::string faketime()
{
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib")) {
        const auto library = entry.path() / "faketime/libfaketime.so.1";
        if (std::filesystem::exists(library)) {
            return library;
        }
    }
    FAIL("libfaketime is not installed: tests/setup test");
    return {};
}

ProcessResult runAt(const SoundCheck& check, const std::string& time)
{
    return runOn(check, {},
                 {{"LD_PRELOAD", faketime()},
                  {"FAKETIME", "@" + time},
                  {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
                  {"NO_FAKE_STAT", "1"},
                  {"TZ", "UTC"}});
}

/// The least number of days that a certificate or a registration is said to have left; nothing where it has no metric.
std::optional<double> leastDays(const ProcessResult& result)
{
    std::optional<double> least;
    for (const auto& item : readAsGuidelines(result.out).metrics) {
        if (item.label == "cert_days" || item.label == "domain_days") {
            least = std::min(least.value_or(item.value), item.value);
        }
    }
    return least;
}

/// Those that judge by the time.
const std::set<std::string> timed{"banner inside TLS", "certificate", "certificate by a folder of authorities",
                                  "certificate for one of the client's own", "registry"};

} // namespace

TEST_CASE("a clock that can't be right is this machine's fault, and nobody's certificate is judged by it")
{
    const Machine machine;
    for (const auto* time : {"1970-01-01 00:00:00", "1970-01-01 00:00:01", "1985-06-01 00:00:00", "2000-01-01 00:00:00",
                             "2019-12-31 23:59:50"}) {
        machine.forget();
        for (const auto& check : machine.checks()) {
            CAPTURE(time, check.name);
            const auto result = runAt(check, time);
            if (timed.count(check.name) == 1) {
                checkUnknown(result, "this machine's clock says " + std::string(time).substr(0, 10));
            } else {
                CHECK_FALSE(checkSoundOrUnknown(result, ""));
            }
        }
    }
}

TEST_CASE("a clock years ahead counts days below zero, beyond 2038 and 2106 too")
{
    const Machine machine;
    for (const auto* time : {"2038-01-19 03:14:06", "2038-01-19 03:14:08", "2040-01-01 00:00:00", "2099-12-31 00:00:00",
                             "2106-02-07 06:28:14", "2106-02-07 06:28:20"}) {
        machine.forget();
        for (const auto& check : machine.checks()) {
            CAPTURE(time, check.name);
            const auto result = runAt(check, time);
            INFO(result.out << result.err);
            if (!answered(result)) {
                continue;
            }
            if (timed.count(check.name) == 1) {
                CHECK(result.exitStatus == 2);
                const auto days = leastDays(result);
                CHECK(days.has_value() == (check.plugin != "check_smtp_banner"));
                CHECK(days.value_or(-3000) <= -2000);
                CHECK(days.value_or(-3000) > -40000);
            } else {
                CHECK(result.exitStatus == 0);
            }
        }
    }
}
