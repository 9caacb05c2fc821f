// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/fake_zone.hpp"
#include "support/grammar.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace mpm::test {

/// Mail servers on one port of 127.0.1.1, 127.0.1.2, ...
class MailServers {
public:
    /// The next one follows this script.
    void add(Script script)
    {
        servers_.emplace_back(std::move(script), addressOf(servers_.size() + 1), port_);
        port_ = servers_.back().port();
    }

    std::uint16_t port() const { return port_; }
    static std::string addressOf(std::size_t number) { return "127.0.1." + std::to_string(number); }

private:
    std::deque<HostileSmtp> servers_;
    std::uint16_t port_ = 0;
};

/// example.com with as many exchanges, mx1 (preference 1) at 127.0.1.1 and so on.
inline std::vector<std::string> exchanges(std::size_t count)
{
    std::vector<std::string> records;
    for (std::size_t i = 1; i <= count; ++i) {
        const auto name = "mx" + std::to_string(i) + ".example.com.";
        records.push_back("example.com. MX " + std::to_string(i) + " " + name);
        records.push_back(name + " A " + MailServers::addressOf(i));
    }
    return records;
}

/// check_mx on example.com. Loopback addresses stand for global ones here, so those are no finding.
inline ProcessResult checkMx(const FakeDns& dns, std::uint16_t port, const std::vector<std::string>& more = {})
{
    std::vector<std::string> arguments{"-d",         "example.com",      "-p", std::to_string(port),
                                       "--resolver", resolverOption(dns)};
    arguments.insert(arguments.end(), {"--severity", "address-not-global=ok"});
    if (std::find(more.begin(), more.end(), "-t") == more.end()) {
        arguments.insert(arguments.end(), {"-t", scaled("2")});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCheck("check_mx", arguments);
}

/// The seconds of this metric; nothing when it is not there.
inline std::optional<double> metric(const ProcessResult& result, const std::string& label)
{
    for (const auto& item : readAsGuidelines(result.out).metrics) {
        if (item.label == label) {
            return item.value;
        }
    }
    return std::nullopt;
}

/// Before the honest dialogue, so many seconds of silence.
inline Script greetingAfter(double seconds)
{
    Script script{pause(seconds)};
    for (auto& step : honestDialogue()) {
        script.push_back(std::move(step));
    }
    return script;
}

} // namespace mpm::test
