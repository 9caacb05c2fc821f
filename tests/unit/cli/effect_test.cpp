// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/effect.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;
using List = std::vector<std::string>;

namespace {

std::vector<OptionSpec> specs()
{
    auto specs = needing({{"ca-file", '\0', Arity::Once, "FILE", "", ""}}, "starttls smtps");
    specs.push_back(butNot({"port", 'p', Arity::Once, "N", "", ""}, "dns-only"));
    for (const auto* flag : {"starttls", "smtps", "dns-only"}) {
        specs.push_back({flag, '\0', Arity::Flag, "", "", ""});
    }
    return specs;
}

List unused(const List& arguments)
{
    List messages;
    for (const auto& finding : unusedOptions(CommandLine::parse(arguments, specs()), specs())) {
        CHECK(finding.id == "option-unused");
        CHECK(finding.status == Status::Ok);
        messages.push_back(finding.message);
    }
    return messages;
}

} // namespace

TEST_CASE("an option that the others leave without effect is told, not refused")
{
    CHECK(unused({"--ca-file", "x"}) == List{"--ca-file has no effect without --starttls or --smtps"});
    CHECK(unused({"-p", "25", "--dns-only"}) == List{"--port has no effect with --dns-only"});
    CHECK(unused({"--ca-file", "x", "-p", "25", "--dns-only"}).size() == 2);
}

TEST_CASE("nothing is told of options that count")
{
    CHECK(unused({}).empty());
    CHECK(unused({"--ca-file", "x", "--smtps", "-p", "465"}).empty());
    CHECK(unused({"--dns-only"}).empty());
}
