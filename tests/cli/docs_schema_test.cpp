// SPDX-License-Identifier: GPL-3.0-or-later
// docs/schema/output.schema.json against real output, judged by Debian's python3-jsonschema.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin_help.hpp"
#include "support/ports.hpp"
#include "support/schema.hpp"
#include "support/timing.hpp"

#include <string>
#include <vector>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using List = std::vector<std::string>;

namespace {

std::string bannerOf(HostileSmtp& server, List more = {})
{
    List arguments{"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCheck("check_smtp_banner", arguments).out;
}

} // namespace

TEST_CASE("JSON output follows the schema whatever the server does")
{
    HostileSmtp honest(honestDialogue());
    HostileSmtp busy({send("421 4.7.0 try later\r\n"), staySilent()});
    HostileSmtp refusing({send("554 5.3.2 no\r\n"), staySilent()});
    HostileSmtp silent({staySilent()});
    HostileSmtp garbage({send(std::string("220 \x1B[31m|a=1\xFF<script>`id`\0\r\n", 29)), staySilent()});
    HostileSmtp web({send("HTTP/1.1 400 Bad Request\r\n\r\n")});
    std::string objects =
        bannerOf(honest) + bannerOf(honest, {"-v"}) + bannerOf(honest, {"-vvv", "--label", "site=north"});
    objects += bannerOf(honest, {"-w", "time=~:0.0001,greeting=@0:10", "-c", "connect=5:", "-C", "NOOP", "-R", "250"});
    objects += bannerOf(honest, {"--expect", "nothing", "--expect-capability", "NOSUCH", "--rdns"});
    objects += bannerOf(busy) + bannerOf(refusing, {"--severity", "smtp-reply-5yz=ok"});
    objects += bannerOf(silent, {"-t", scaled("0.3")}) + bannerOf(silent, {"-t", scaled("0.3:unknown")});
    objects += bannerOf(garbage, {"-vvv", "-t", scaled("1")}) + bannerOf(web);
    objects +=
        runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(freePort()), "--format=json"}).out;
    CHECK(faultsOfSchema(objects) == "12 objects\n");
}

TEST_CASE("a usage error as JSON follows the schema, for every plugin")
{
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto result = runCheck(plugin, {"--no-such-option", "--format", "json"});
        CHECK(result.exitStatus == 3);
        CHECK_THAT(result.out, ContainsSubstring("\"id\":\"usage-error\"") && ContainsSubstring("--no-such-option"));
        CHECK(faultsOfSchema(result.out) == "1 objects\n");
    }
}

TEST_CASE("the schema refuses what is no output of a check")
{
    const auto sound = runCheck("check_smtp_banner", {"--format", "json"}).out;
    REQUIRE(faultsOfSchema(sound) == "1 objects\n");
    const auto broken = [&](const std::string& part, const std::string& by) {
        auto text = sound;
        const auto at = text.find(part);
        REQUIRE(at != std::string::npos);
        return faultsOfSchema(text.replace(at, part.size(), by));
    };
    CHECK_THAT(broken("\"status\":3", "\"status\":4"), ContainsSubstring("$.status"));
    CHECK_THAT(broken("\"status\":3", "\"status\":2"), ContainsSubstring("object 1"));
    CHECK_THAT(broken("\"target\":\"\",", ""), ContainsSubstring("'target' is a required property"));
    CHECK_THAT(broken("\"summary\":\"", "\"summary\":\"|"), ContainsSubstring("$.summary"));
    CHECK_THAT(broken("\"observations\":{", "\"observations\":{\"deep\":{\"er\":1}"),
               ContainsSubstring("$.observations.deep"));
    CHECK_THAT(broken("\"plugin\"", "\"more\":1,\"plugin\""), ContainsSubstring("'more' was unexpected"));
}
