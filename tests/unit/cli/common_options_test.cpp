// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "cli/common_options.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using List = std::vector<std::string>;

namespace {

PluginDescription plugin()
{
    PluginDescription plugin;
    plugin.name = "check_test";
    plugin.findings = {{"it-broke", Status::Critical, "m", "r", ""}};
    plugin.metrics = {{"time", ""}, {"connect", ""}};
    return plugin;
}

CommonOptions read(const List& arguments, const PluginDescription& about = plugin())
{
    return readCommonOptions(CommandLine::parse(arguments, allOptions(about)), about);
}

/// The sentence of the usage error; empty when there is none.
std::string errorOf(const List& arguments)
{
    try {
        read(arguments);
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("without options a run has 10 seconds, any family, and CRITICAL when time runs out")
{
    const auto options = read({});
    CHECK(options.timeout == Seconds(10));
    CHECK(options.timeoutStatus == Status::Critical);
    CHECK(options.network.families == FamilyChoice::Any);
    CHECK(options.network.resolvers.empty());
    CHECK(options.format == Format::Text);
    CHECK(options.verbosity == 0);
}

TEST_CASE("option --timeout takes decimals and a status")
{
    CHECK(read({"-t", "2.5"}).timeout == Seconds(2.5));
    CHECK(read({"-t", "5:unknown"}).timeoutStatus == Status::Unknown);
    CHECK(read({"-t", "5:OK"}).timeoutStatus == Status::Ok);
    for (const auto* wrong :
         {"", "0", "-1", "ten", "5s", "5:", "5:fine", ":critical", "inf", "nan", "1e3", "86401", "5:ok:ok", " 5"}) {
        CAPTURE(wrong);
        CHECK_THAT(errorOf({"--timeout=" + std::string(wrong)}),
                   ContainsSubstring("--timeout: '" + std::string(wrong) + "'"));
    }
}

TEST_CASE("option -4 and -6 choose a family and exclude each other")
{
    CHECK(read({"-4"}).network.families == FamilyChoice::IPv4);
    CHECK(read({"-6"}).network.families == FamilyChoice::IPv6);
    CHECK_THAT(errorOf({"-46"}), ContainsSubstring("exclude each other"));
}

TEST_CASE("the source address is an address of the wanted family")
{
    CHECK(read({"--source-address", "192.0.2.1"}).network.source == IpAddress::parse("192.0.2.1"));
    CHECK_THAT(errorOf({"--source-address", "mail"}), ContainsSubstring("'mail'"));
    CHECK_THAT(errorOf({"-6", "--source-address", "192.0.2.1"}), ContainsSubstring("'192.0.2.1'"));
}

TEST_CASE("resolvers are addresses with an optional port, in the order given")
{
    const auto resolvers = read({"--resolver", "192.0.2.53", "--resolver", "[2001:db8::53]:5353"}).network.resolvers;
    REQUIRE(resolvers.size() == 2);
    CHECK(resolvers[0].toString() == "[192.0.2.53]:53");
    CHECK(resolvers[1].toString() == "[2001:db8::53]:5353");
    for (const auto* wrong :
         {"", "dns.example.com", "192.0.2.53:", "192.0.2.53:0", "192.0.2.53:70000", "[2001:db8::53"}) {
        CAPTURE(wrong);
        CHECK_THAT(errorOf({"--resolver", wrong}), ContainsSubstring("--resolver: '" + std::string(wrong) + "'"));
    }
}

TEST_CASE("thresholds are on metrics that the check has")
{
    CHECK(read({"-w", "5", "-c", "time=10,connect=2"}).thresholds.of("connect").critical.has_value());
    CHECK_THAT(errorOf({"-w", "speed=5"}), ContainsSubstring("no metric 'speed'"));
    CHECK_THAT(errorOf({"-w", "5", "-w", "time=6"}), ContainsSubstring("time"));
    CHECK_THAT(errorOf({"-w", "10:5"}), ContainsSubstring("'10:5'"));
    CHECK_THAT(errorOf({"-c", ""}), ContainsSubstring("''"));
}

TEST_CASE("a host name is a metric only where the check measures hosts")
{
    CHECK_THAT(errorOf({"-w", "mx1.example.com=5"}), ContainsSubstring("mx1.example.com"));
    auto perHost = plugin();
    perHost.metricsPerHost = true;
    CHECK(read({"-w", "mx1.example.com=5"}, perHost).thresholds.of("mx1.example.com").warning.has_value());
}

TEST_CASE("severities, format and verbosity are read, and nothing unknown is let pass")
{
    CHECK(read({"--severity", "it-broke=warning"}).severities.at("it-broke") == Status::Warning);
    CHECK_THAT(errorOf({"--severity", "it-bent=ok"}), ContainsSubstring("'it-bent'"));
    CHECK(read({"--format", "json"}).format == Format::Json);
    CHECK(read({"--format=prometheus"}).format == Format::Prometheus);
    CHECK_THAT(errorOf({"--format", "xml"}), ContainsSubstring("'xml'"));
    CHECK_THAT(errorOf({"--format="}), ContainsSubstring("''"));
    CHECK(read({"-vv"}).verbosity == 2);
    CHECK(read({"-vvvvv"}).verbosity == 3);
}

TEST_CASE("a threshold that can never apply is a usage error that says why")
{
    auto about = plugin();
    about.options = {{"smtps", 's', Arity::Flag, "", "", ""},
                     {"starttls", 'S', Arity::Flag, "", "", ""},
                     {"dns-only", '\0', Arity::Flag, "", "", ""}};
    about.metrics.push_back({"tls", "", "starttls smtps"});
    about.metrics.push_back({"reachable", "", {}, "dns-only"});
    const auto why = [&](const List& arguments) -> std::string {
        try {
            read(arguments, about);
        } catch (const UsageError& error) {
            return error.what();
        }
        return "";
    };
    CHECK(why({"-w", "tls=3"}) == "a threshold on 'tls' never applies without --starttls or --smtps");
    CHECK(why({"-c", "tls=3"}) != "");
    CHECK(why({"-w", "tls=3", "-s"}) == "");
    CHECK(why({"-c", "reachable=1:", "--dns-only"}) == "a threshold on 'reachable' never applies with --dns-only");
    CHECK(why({"-c", "reachable=1:"}) == "");
}

TEST_CASE("inverted thresholds are a usage error, and days are sent to the option for days")
{
    CHECK(errorOf({"-w", "10", "-c", "5"}) ==
          "--warning 10 and --critical 5 of 'time': whatever is WARNING is CRITICAL already");
    CHECK(errorOf({"-w", "5", "-c", "5"}) == "");
    CHECK(errorOf({"-w", "5", "-c", "10"}) == "");
    auto tls = plugin();
    tls.options = {{"certificate", 'D', Arity::Once, "DAYS", "", ""}};
    CHECK_THROWS_WITH(read({"-w", "20", "-c", "7"}, tls), ContainsSubstring("are -D 20,7"));
    CHECK_THROWS_WITH(read({"-w", "0.5", "-c", "0.2"}, tls), !ContainsSubstring("-D"));
    CHECK_NOTHROW(read({"-w", "7", "-c", "20"}, tls));
}

TEST_CASE("labels of one's own are names that Prometheus takes and that the series don't have yet")
{
    CHECK(read({"--label", "site=Köln, 2nd floor", "--label=team="}).labels ==
          std::vector<Label>{{"site", "Köln, 2nd floor"}, {"team", ""}});
    for (const auto* wrong : {"", "=x", "site", "2nd=x", "a-b=x", "__name__=x", "port=25", "target=x", "id=y"}) {
        CAPTURE(wrong);
        CHECK_THAT(errorOf({"--label=" + std::string(wrong)}), ContainsSubstring("--label: '" + std::string(wrong)));
    }
    CHECK_THAT(errorOf({"--label", "a=1", "--label", "a=2"}), ContainsSubstring("given before"));
}
