// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/prometheus_grammar.hpp"

#include <cmath>

using namespace mpm::test;
using std::string;

namespace {

const string head = "# HELP up Whether a \\\\ b.\n# TYPE up gauge\n";

} // namespace

TEST_CASE("A Prometheus exposition is read as it is meant")
{
    const auto output = readAsPrometheus(head + "up{a=\"x,}\\\"\\\\\\n\",b1=\"\"} 1\nup{a=\"\xC3\xA9\"} -2.5e-3\n"
                                                "# HELP n:b_2 B.\n# TYPE n:b_2 counter\nn:b_2 NaN\n");
    CHECK(output.types == std::map<string, string>{{"up", "gauge"}, {"n:b_2", "counter"}});
    REQUIRE(output.samples.size() == 3);
    CHECK(output.samples[0] == PrometheusSample{"up", {{"a", "x,}\"\\\n"}, {"b1", ""}}, 1});
    CHECK(output.samples[1] == PrometheusSample{"up", {{"a", "\xC3\xA9"}}, -2.5e-3});
    CHECK(std::isnan(output.samples[2].value));
}

TEST_CASE("What node_exporter would refuse or misread in an exposition is told")
{
    const string bare = "# HELP up U.\n";
    const auto wrong = GENERATE_COPY(
        as<string>{}, "", "up 1\n", bare + "up 1\n", "# TYPE up gauge\nup 1\n", head + "up 1", head + "\n",
        head + "up{a=\"x\"} 1\r\n", head + "up{a=\"\xFF\"} 1\n", head + "up{a=\"x\\y\"} 1\n", head + "up{a=\"x} 1\n",
        head + "up{a=\"x\"y} 1\n", head + "up{a=\"x\",a=\"y\"} 1\n", head + "up{a=\"x\",} 1\n", head + "up{} 1\n",
        head + "up{9=\"x\"} 1\n", head + "up{__a=\"x\"} 1\n", head + "up{a:b=\"x\"} 1\n", head + "up{a=x} 1\n",
        head + "9up 1\n", head + "up 1 1700000000\n", head + "up one\n", head + "up 0x1\n", head + "up\n",
        head + "up  1\n", head + "up inf\n", head + "up 1\nup 2\n",
        head + "up{a=\"x\",b=\"y\"} 1\nup{b=\"y\",a=\"x\"} 1\n", head + "up 1\n" + head + "up{a=\"x\"} 1\n",
        head + "# TYPE up gauge\nup 1\n", head + bare + "up 1\n", head + "up 1\n# a word\n",
        "# HELP up U.\n# TYPE up gauges\nup 1\n", "# HELP up \n# TYPE up gauge\nup 1\n",
        bare + "# TYPE up gauge\nup 1\n# HELP a A.\n# TYPE a gauge\na 1\nup{a=\"x\"} 1\n");
    INFO(wrong);
    CHECK_THROWS_AS(readAsPrometheus(wrong), GrammarError);
}
