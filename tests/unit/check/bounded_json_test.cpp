// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/bounded_json.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

TEST_CASE("JSON is read unless it is none, nests too deep or holds too much")
{
    CHECK(parseBounded("{\"a\": [1, \"]\\\"[\"]}").at("a").size() == 2);
    CHECK(parseBounded("{\"a\": ").is_discarded());
    CHECK(parseBounded("").is_discarded());
    const auto deep = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(parseBounded(deep(deepestJson)).is_array());
    CHECK(parseBounded(deep(deepestJson + 1)).is_discarded());
    CHECK(parseBounded(deep(1000000)).is_discarded());
    std::string wide = "[1";
    for (std::size_t i = 0; i < mostJsonValues; ++i) {
        wide += ",1";
    }
    CHECK(parseBounded(wide + "]").is_discarded());
}
