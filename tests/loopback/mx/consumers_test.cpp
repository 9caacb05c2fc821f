// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/mx/mx_run.hpp"
#include "support/json_path.hpp"

using namespace mpm::test;
using nlohmann::json;

namespace {

/// mx1 works, mx2 is busy, mx3 is down and nobody knows mx5.
struct Domain {
    MailServers servers;
    FakeDns dns;

    Domain() : dns(zoneOf(records()))
    {
        servers.add(honestDialogue());
        servers.add({send("421 4.3.2 busy | x=1\r\n"), answerQuit()});
    }

    static std::vector<std::string> records()
    {
        auto all = exchanges(3);
        all.emplace_back("example.com. MX 40 mx5.example.com.");
        return all;
    }

    json asJson()
    {
        const auto result = checkMx(dns, servers.port(), {"--format", "json"});
        CHECK(result.lines().size() == 1);
        return json::parse(result.out);
    }
};

/// A Zabbix low-level discovery rule: a plain array of objects whose values macros can hold.
void checkDiscovery(const json& rows)
{
    REQUIRE(rows.is_array());
    REQUIRE_FALSE(rows.empty());
    for (const auto& row : rows) {
        REQUIRE(row.is_object());
        for (const auto& [name, value] : row.items()) {
            INFO(name);
            CHECK((value.is_string() || value.is_number() || value.is_boolean()));
        }
    }
}

} // namespace

TEST_CASE("Zabbix discovers hosts and addresses from the JSON and reads each host's items")
{
    Domain domain;
    const auto document = domain.asJson();
    INFO(document.dump(1));
    for (const auto* table : {"mx", "hosts", "addresses", "senders"}) {
        INFO(table);
        checkDiscovery(jsonPath(document, "$.observations." + std::string(table)));
    }
    CHECK(jsonPath(document, "$.observations.hosts[*].host") ==
          json({"mx1.example.com", "mx2.example.com", "mx3.example.com", "mx5.example.com"}));
    const auto item = [&](const std::string& host, const std::string& what) {
        return jsonPath(document, "$.observations.hosts[?(@.host=='" + host + "')]." + what + ".first()");
    };
    CHECK(item("mx1.example.com", "takes_mail") == true);
    CHECK(item("mx1.example.com", "preference") == 1);
    CHECK(item("mx3.example.com", "takes_mail") == false);
    CHECK(item("mx5.example.com", "addresses") == 0);
    CHECK(item("mx5.example.com", "lookup_failure").get<std::string>().find("no such name") != std::string::npos);
    const auto address = [&](const std::string& ip, const std::string& what) {
        return jsonPath(document, "$.observations.addresses[?(@.address=='" + ip + "')]." + what + ".first()");
    };
    CHECK(address("127.0.1.1", "state") == "works");
    CHECK(address("127.0.1.2", "state") == "busy");
    CHECK(address("127.0.1.2", "greeting") == "421 4.3.2 busy / x=1");
    CHECK(address("127.0.1.3", "state") == "down");
}

TEST_CASE("Zabbix reads status, summary and metrics from the same JSON")
{
    Domain domain;
    const auto document = domain.asJson();
    CHECK(jsonPath(document, "$.plugin") == "check_mx");
    CHECK(jsonPath(document, "$.status") == 1);
    CHECK(jsonPath(document, "$.status_text") == "WARNING");
    CHECK(jsonPath(document, "$.target") == "example.com");
    CHECK(jsonPath(document, "$.metrics[?(@.name=='reachable')].value.first()") == 2);
    CHECK(jsonPath(document, "$.metrics[?(@.name=='mx1.example.com')].unit.first()") == "s");
    CHECK(jsonPath(document, "$.findings[?(@.id=='mx-host-down')].length()") == 1);
    CHECK(jsonPath(document, "$.findings[?(@.status==1)].length()") == 3);
}

TEST_CASE("A usage error under --format json is a JSON object as well")
{
    const auto result = runCheck("check_mx", {"-d", "", "--format", "json"});
    CHECK(result.exitStatus == 3);
    CHECK(jsonPath(json::parse(result.out), "$.status") == 3);
}

TEST_CASE("Every format gives the same exit status, and Prometheus lines are samples or comments")
{
    Domain domain;
    CHECK(checkMx(domain.dns, domain.servers.port()).exitStatus == 1);
    CHECK(checkMx(domain.dns, domain.servers.port(), {"--format", "json"}).exitStatus == 1);
    const auto result = checkMx(domain.dns, domain.servers.port(), {"--format", "prometheus"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(result.out.back() == '\n');
    CHECK(holds(result.out, "\nprobe_success{"));
    for (const auto& line : result.lines()) {
        INFO(line);
        const bool comment = line.rfind("# HELP ", 0) == 0 || line.rfind("# TYPE ", 0) == 0;
        CHECK((comment || (line.find('{') != std::string::npos && line.find("} ") != std::string::npos)));
    }
}

TEST_CASE("Text output parses as the guidelines and as Icinga 2 read it")
{
    Domain domain;
    for (const auto* verbosity : {"-v", "-vv", "-vvv"}) {
        const auto result = checkMx(domain.dns, domain.servers.port(), {verbosity});
        INFO(result.out);
        CHECK(harmIn(result.out).empty());
        CHECK_NOTHROW(readAsGuidelines(result.out));
        CHECK(readAsIcinga(result.out).dropped.empty());
    }
}
