// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"

using namespace mpm::test;

TEST_CASE("what is wrong with an option in an ini file is told with the file's name")
{
    const TempDir folder;
    for (const auto& [line, message] : std::vector<std::pair<std::string, std::string>>{
             {"nonsense=1", " line 2: unknown option '--nonsense'; "},
             {"nonsense", " line 2: unknown option; "},
             {"verbose=3", " line 2: option '--verbose' takes no value"},
             {"timeout", " line 2: option '--timeout' needs a value"},
             {"timeout=3\ntimeout=4", " line 3: option '--timeout' is given twice"}}) {
        const auto file = folder.write("check.ini", "[check_mx]\n" + line + "\n").string();
        const auto result = runCheck("check_mx", {"-d", "example.com", "--extra-opts=@" + file});
        INFO(result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.out.starts_with("MX UNKNOWN - --extra-opts: " + file + message));
    }
}

TEST_CASE("a format that stands in the ini file holds for usage errors, too")
{
    const TempDir folder;
    const auto file = folder.write("check.ini", "[check_mx]\nformat=json\n").string();
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"--extra-opts=@" + file, "--nonsense"},
                                                                       {"--nonsense", "--extra-opts", "@" + file}}) {
        const auto result = runCheck("check_mx", arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.out.starts_with("{\"plugin\":\"check_mx\""));
        CHECK(result.out.find("\"id\":\"usage-error\"") != std::string::npos);
    }
    const auto text = runCheck("check_mx", {"--extra-opts=@" + file, "--nonsense", "--format", "text"});
    CHECK(text.out.starts_with("MX UNKNOWN - unknown option"));
}

TEST_CASE("every finding that is listed takes a severity")
{
    const auto result = runCheck("check_mx", {"--severity", "usage-error=ok,internal-error=critical", "--nonsense"});
    CHECK(result.out.starts_with("MX UNKNOWN - unknown option"));
    const auto known = runCheck("check_mx", {"--severity", "usage-error=ok,internal-error=critical", "-d", "a..b"});
    INFO(known.out);
    CHECK(known.exitStatus == 3);
    CHECK(known.out.find("--severity") == std::string::npos);
}
