// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explain_page.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

using namespace mpm;

namespace {

nlohmann::json explained(std::string_view reply)
{
    const auto text = renderJson("check_mx", answerFor(reply));
    CHECK(text.ends_with("}\n"));
    CHECK(text.find('\n') == text.size() - 1);
    const auto object = nlohmann::json::parse(text);
    CHECK(object.at("plugin") == "check_mx");
    REQUIRE(object.at("explanations").size() == 1);
    return object.at("explanations").front();
}

} // namespace

TEST_CASE("an explanation is for programs too, and says what the page says")
{
    for (const auto* reply :
         {"550 5.1.1 User unknown", "421", "4.7.1", "554 5.7.1 <a@example.com>: Relay access denied", "559 what",
          "250 5.1.1 both", "451 4.7.1 Greylisted \"now\" \\ \x01"}) {
        CAPTURE(reply);
        const auto page = explained(reply);
        const auto text = renderText(answerFor(reply));
        CHECK(text.starts_with(page.at("reply").get<std::string>() + " - " + page.at("meaning").get<std::string>()));
        CHECK(text.find("  \"" + page.at("text").get<std::string>() + "\"\n") !=
              (page.at("text") == "" ? 0 : std::string::npos));
        for (const auto* field : {"remedy", "sender", "administrator", "reference"}) {
            CHECK(page.at(field).is_string());
        }
        CHECK_FALSE(page.at("details").empty());
        for (const auto& cause : page.at("causes")) {
            CHECK(text.find(cause.at("steps").get<std::string>() + ":") != std::string::npos);
            CHECK_FALSE(cause.at("why").get<std::string>().empty());
        }
    }
    CHECK(explained("550 5.1.1 User unknown").at("text") == "User unknown");
    CHECK(explained("550 5.1.1 User unknown").at("reply") == "550 5.1.1");
}
