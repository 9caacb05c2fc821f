// SPDX-License-Identifier: GPL-3.0-or-later
// Prometheus keeps one of two series with the same labels and drops the other in silence.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

#include <string>
#include <vector>

using namespace mpm::test;
using Arguments = std::vector<std::string>;

namespace {

/// What stands in the braces of each series of mail_check_status.
std::vector<std::string> labelsOf(const std::string& plugin, Arguments arguments, double most)
{
    arguments.insert(arguments.end(), {"--format", "prometheus", "--label", "site=north", "-t", scaled("0.4")});
    const auto result = runCheck(plugin, arguments);
    INFO(result.out);
    CHECK(result.seconds < most);
    std::vector<std::string> found;
    const std::string name = "mail_check_status{";
    for (const auto& line : result.lines()) {
        if (line.starts_with(name)) {
            found.push_back(line.substr(name.size(), line.find('}') - name.size()));
        }
    }
    return found;
}

} // namespace

TEST_CASE("Every series tells the port and the mode, whether there is an answer or not")
{
    HostileSmtp silent({staySilent()});
    HostileSmtp greets({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250 mx.example.com\r\n"), answerQuit()});
    const DeafPort deaf;
    const auto check = [&](const std::string& plugin, std::uint16_t port, const Arguments& more,
                           const std::string& mode) {
        Arguments arguments{"-H", "127.0.0.1", "-p", std::to_string(port), "-F", "client.example"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        CAPTURE(plugin, mode, more);
        CHECK(labelsOf(plugin, arguments, scaled(1.3)) ==
              std::vector<std::string>{"plugin=\"" + plugin + R"(",target="127.0.0.1",port=")" + std::to_string(port) +
                                       "\",mode=\"" + mode + "\",site=\"north\""});
    };
    for (const auto port : {silent.port(), greets.port(), deaf.port()}) {
        check("check_smtp_banner", port, {}, "plain");
        check("check_smtp_banner", port, {"-S"}, "starttls");
        check("check_smtp_banner", port, {"--smtps"}, "smtps");
        check("check_smtp_banner", port, {"-L"}, "lmtp");
        check("check_smtp_tls", port, {}, "starttls");
        check("check_smtp_tls", port, {"--smtps"}, "smtps");
        check("check_smtp_tls", port, {"--lmtp"}, "lmtp");
        check("check_smtp_send", port, {"--to", "b@example.com"}, "plain");
        check("check_smtp_send", port, {"--to", "b@example.com", "-S"}, "starttls");
        check("check_smtp_send", port, {"--to", "b@example.com", "--lmtp"}, "lmtp");
    }
}

TEST_CASE("Where nobody is connected to, no series has a port")
{
    const DeafPort deaf; // nobody answers questions there
    const auto port = std::to_string(deaf.port());
    const Arguments domain{"-d", "example.com", "--resolver", "127.0.0.1:" + port};
    auto only = domain;
    only.push_back("--dns-only");
    const std::string plugin = R"(plugin="check_mx",target="example.com",)";
    CHECK(labelsOf("check_mx", only, scaled(1.3)) == std::vector<std::string>{plugin + R"(site="north")"});
    for (const auto& [option, mode] :
         std::vector<std::pair<std::string, std::string>>{{"-4", "plain"}, {"--starttls", "starttls"}}) {
        auto connected = domain;
        connected.insert(connected.end(), {"-p", port, option});
        CHECK(labelsOf("check_mx", connected, scaled(1.3)) ==
              std::vector<std::string>{plugin + "port=\"" + port + "\",mode=\"" + mode + R"(",site="north")"});
    }
}
