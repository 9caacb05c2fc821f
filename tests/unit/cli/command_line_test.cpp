// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "cli/command_line.hpp"
#include "cli/plugin.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using List = std::vector<std::string>;

namespace {

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{
        {"hostname", 'H', Arity::Once, "HOST", "", ""},   {"from", 'f', Arity::Once, "ADDR", "", ""},
        {"expect", 'e', Arity::Repeated, "TEXT", "", ""}, {"smtps", '\0', Arity::Flag, "", "", "ssl s"},
        {"lmtp", 'L', Arity::Flag, "", "", ""},
    };
    const auto common = commonOptions();
    all.insert(all.end(), common.begin(), common.end());
    return all;
}

CommandLine parse(const List& arguments)
{
    return CommandLine::parse(arguments, specs());
}

/// The sentence of the usage error; empty when there is none.
std::string errorOf(const List& arguments)
{
    try {
        parse(arguments);
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("an option's value stands behind a blank, behind an equal sign, or at its letter")
{
    for (const auto& arguments : {List{"--timeout", "5"}, List{"--timeout=5"}, List{"-t", "5"}, List{"-t5"}}) {
        CHECK(parse(arguments).value("timeout") == "5");
    }
}

TEST_CASE("an empty value is a value")
{
    CHECK(parse({"--from="}).value("from") == "");
    CHECK(parse({"--from", ""}).value("from") == "");
    CHECK(parse({"-f", ""}).value("from") == "");
    CHECK(parse({"-e", "", "-e", "x"}).all("expect") == List{"", "x"});
}

TEST_CASE("an argument that is empty is passed over")
{
    CHECK(parse({"", "--from", "a", "", ""}).value("from") == "a");
    CHECK_THROWS_AS(parse({" "}), UsageError);
}

TEST_CASE("a value may look like an option, hold an equal sign or begin with one")
{
    CHECK(parse({"-w", "-4"}).all("warning") == List{"-4"});
    CHECK_FALSE(parse({"-w", "-4"}).has("use-ipv4"));
    CHECK(parse({"--expect", "--help"}).all("expect") == List{"--help"});
    CHECK(parse({"--expect", "--"}).all("expect") == List{"--"});
    CHECK(parse({"-wtime=5"}).all("warning") == List{"time=5"});
    CHECK(parse({"--warning=time=5"}).all("warning") == List{"time=5"});
    CHECK(parse({"--expect=="}).all("expect") == List{"="});
    CHECK(parse({"-e=x"}).all("expect") == List{"=x"});
}

TEST_CASE("values keep blanks, quotes, UTF-8 and anything else as it was given")
{
    const std::string odd = " two  blanks \"quoted\" \xC3\xBC \xFF\t";
    CHECK(parse({"-e", odd}).all("expect") == List{odd});
    CHECK(parse({"--expect=" + odd}).all("expect") == List{odd});
}

TEST_CASE("flags are counted, alone or in a group")
{
    CHECK(parse({"-vvv"}).count("verbose") == 3);
    CHECK(parse({"-v", "--verbose", "-v"}).count("verbose") == 3);
    const auto line = parse({"-L4vt5"});
    CHECK(line.has("lmtp"));
    CHECK(line.has("use-ipv4"));
    CHECK(line.count("verbose") == 1);
    CHECK(line.value("timeout") == "5");
    CHECK_FALSE(line.has("use-ipv6"));
}

TEST_CASE("an alias, long or short, stands for its option")
{
    CHECK(parse({"--ssl"}).has("smtps"));
    CHECK(parse({"-s"}).has("smtps"));
    CHECK(parse({"-Ls"}).has("smtps"));
    CHECK_THAT(errorOf({"--s"}), ContainsSubstring("unknown option '--s'"));
    CHECK_THAT(errorOf({"--ssl=yes"}), ContainsSubstring("'--ssl' takes no value, but 'yes' was given"));
}

TEST_CASE("repeatable options keep their order, others may stand once")
{
    CHECK(parse({"-e", "b", "--expect=a", "-ec"}).all("expect") == List{"b", "a", "c"});
    CHECK_THAT(errorOf({"-H", "a", "--hostname", "b"}), ContainsSubstring("'--hostname' is given twice: 'a' and 'b'"));
}

TEST_CASE("nothing is guessed: half a name is unknown")
{
    CHECK_THAT(errorOf({"--hostnam", "x"}), ContainsSubstring("unknown option '--hostnam'"));
    CHECK_THAT(errorOf({"--hostnames", "x"}), ContainsSubstring("unknown option '--hostnames'"));
    CHECK_THAT(errorOf({"--HOSTNAME", "x"}), ContainsSubstring("unknown option '--HOSTNAME'"));
    CHECK_THAT(errorOf({"-hostname", "x"}), ContainsSubstring("unknown option '-o'"));
    CHECK_THAT(errorOf({"-x"}), ContainsSubstring("unknown option '-x'"));
    CHECK_THAT(errorOf({"--=x"}), ContainsSubstring("unknown option '--'"));
}

TEST_CASE("a missing value names the option as it was spelled")
{
    CHECK_THAT(errorOf({"-H"}), ContainsSubstring("'-H' needs a value"));
    CHECK_THAT(errorOf({"-v4H"}), ContainsSubstring("'-H' needs a value"));
    CHECK_THAT(errorOf({"-v", "--hostname"}), ContainsSubstring("'--hostname' needs a value"));
}

TEST_CASE("an argument that belongs to no option is quoted in the error")
{
    CHECK_THAT(errorOf({"mail.example.com"}), ContainsSubstring("'mail.example.com'"));
    CHECK_THAT(errorOf({"-"}), ContainsSubstring("'-'"));
    CHECK_THAT(errorOf({"--"}), ContainsSubstring("'--'"));
}

TEST_CASE("a usage error is one line without control characters whatever was given")
{
    for (const auto& given : {std::string("--\x1B[31m|\nx"), std::string("-\n"), std::string("a\nb|c=1"),
                              std::string("--verbose=\n|x=1"), std::string("-\xC3")}) {
        const auto error = errorOf({given});
        CHECK_FALSE(error.empty());
        CHECK(error.find_first_of("\n\r\x1B|") == std::string::npos);
    }
}

TEST_CASE("numbers are whole, in bounds, and nothing else")
{
    const auto number = [](const std::string& text) { return parse({"-H", text}).number("hostname", 1, 65535); };
    CHECK(number("25") == 25);
    CHECK(number("1") == 1);
    CHECK(number("65535") == 65535);
    CHECK_FALSE(parse({}).number("hostname", 1, 65535).has_value());
    for (const auto* wrong : {"", "0", "65536", "70000", "-1", "+25", " 25", "25 ", "2.5", "0x19", "1e2", "smtp",
                              "99999999999999999999999"}) {
        CAPTURE(wrong);
        CHECK_THROWS_WITH(number(wrong), ContainsSubstring("--hostname: '" + std::string(wrong) + "'"));
    }
}

TEST_CASE("the wanted format is found even where the arguments are wrong")
{
    CHECK(findFormat({"--nonsense", "--format", "json"}, "check_test") == "json");
    CHECK(findFormat({"--format=prometheus", "-H"}, "check_test") == "prometheus");
    CHECK(findFormat({"-H", "x"}, "check_test") == "text");
    CHECK(findFormat({"--format"}, "check_test") == "text");
}
