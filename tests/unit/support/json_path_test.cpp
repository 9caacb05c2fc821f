// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/json_path.hpp"

using namespace mpm::test;
using nlohmann::json;

TEST_CASE("JSONPath gives what Zabbix would take")
{
    const auto document = json::parse(R"({"o": {"hosts": [{"h": "a", "n": 1}, {"h": "b", "n": 3}]}, "s": 2})");
    CHECK(jsonPath(document, "$.s") == 2);
    CHECK(jsonPath(document, "$.o.hosts").size() == 2);
    CHECK(jsonPath(document, "$['o']['hosts'][1].h") == "b");
    CHECK(jsonPath(document, "$.o.hosts[*].h") == json({"a", "b"}));
    CHECK(jsonPath(document, "$.o.hosts[?(@.h=='b')].n") == json({3}));
    CHECK(jsonPath(document, "$.o.hosts[?(@.n == 1)].h.first()") == "a");
    CHECK(jsonPath(document, "$.o.hosts[?(@.h!='b')].h.first()") == "a");
    CHECK(jsonPath(document, "$.o.hosts.length()") == 2);
    CHECK(jsonPath(document, "$.o.hosts[*].n.max()") == 3);
    CHECK(jsonPath(document, "$.o.hosts[*].n.min()") == 1);
    CHECK(jsonPath(document, "$.o.hosts[*].n.sum()") == 4);
    CHECK(jsonPath(document, "$.o.hosts[?(@.h=='c')]") == json::array());
    CHECK_THROWS(jsonPath(document, "$.nothing"));
    CHECK_THROWS(jsonPath(document, "$.o.hosts[?(@.h=='c')].n.first()"));
    CHECK_THROWS(jsonPath(document, "$.o.hosts[?(@.h=~'c')]"));
}
