// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "cli/command_line.hpp"
#include "cli/extra_opts.hpp"
#include "cli/plugin.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>
#include <string>
#include <vector>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using List = std::vector<std::string>;

namespace {

CommandLine parse(const List& arguments)
{
    std::vector<OptionSpec> specs{{"hostname", 'H', Arity::Once, "HOST", "", ""},
                                  {"expect", 'e', Arity::Repeated, "TEXT", "", ""}};
    const auto common = commonOptions();
    specs.insert(specs.end(), common.begin(), common.end());
    return CommandLine::parse(arguments, specs).withIniFiles(specs, "check_test");
}

/// The options of the section "s" or "check_test" as arguments.
List argumentsIn(const std::string& text, const std::string& section)
{
    List arguments;
    for (const auto& line : parseIniSection(text, section, "f")) {
        arguments.push_back(std::string(line.key) + (line.value ? "=" + std::string(*line.value) : ""));
    }
    return arguments;
}

/// The folders that are searched for the default file, for as long as this object lives.
class ConfigPath {
public:
    explicit ConfigPath(const std::string& folders) { setenv("MP_CONFIG_PATH", folders.c_str(), 1); }
    ~ConfigPath() { unsetenv("MP_CONFIG_PATH"); }
    ConfigPath(const ConfigPath&) = delete;
    ConfigPath& operator=(const ConfigPath&) = delete;
};

} // namespace

TEST_CASE("an ini section holds options: words, letters, flags, each with its line")
{
    const auto* text = "[check_test]\n"
                       "hostname=mail.example.com\n"
                       "t = 5\n"
                       "\tverbose\n"
                       "expect=\n";
    CHECK(argumentsIn(text, "check_test") == List{"hostname=mail.example.com", "t=5", "verbose", "expect="});
    CHECK(parseIniSection(text, "check_test", "f")[1] == IniLine{3, "t", "5"});
}

TEST_CASE("an ini file's comments, blank lines, Windows line ends and other sections are passed over")
{
    const auto* text = "stray=1\n"
                       "# comment\r\n"
                       "[other]\n"
                       "hostname=wrong\n"
                       "\n"
                       "[ check_test ]\r\n"
                       "; comment\n"
                       "hostname=right\r\n"
                       "[other]\n"
                       "timeout=1\n"
                       "[check_test]\n"
                       "verbose";
    CHECK(argumentsIn(text, "check_test") == List{"hostname=right", "verbose"});
}

TEST_CASE("quotes around an ini value keep its blanks, a single quote is part of it")
{
    const auto* text = "[s]\n"
                       "expect=\" two blanks \"\n"
                       "expect='220 mail'\n"
                       "expect=it's\n"
                       "expect=\"\n"
                       "expect=\"\"\n"
                       "expect=a=b # no comment\n";
    CHECK(argumentsIn(text, "s") == List{"expect= two blanks ", "expect=220 mail", "expect=it's", "expect=\"",
                                         "expect=", "expect=a=b # no comment"});
}

TEST_CASE("a malformed ini line is a usage error that names file and line and quotes nothing of it")
{
    for (const auto& [text, line] : std::vector<std::pair<std::string, std::string>>{{"[s]\nverbose\n=secret\n", "3"},
                                                                                     {"[s]\n-secret\n", "2"},
                                                                                     {"[s]\n\nthe secret = x\n", "3"},
                                                                                     {"[s]\nsecret x\n", "2"},
                                                                                     {"[secret\nverbose\n", "1"}}) {
        CAPTURE(text);
        std::string what;
        try {
            parseIniSection(text, "s", "my.ini");
        } catch (const UsageError& error) {
            what = error.what();
        }
        CHECK_THAT(what, ContainsSubstring("my.ini line " + line + ": "));
        CHECK(what.find("secret") == std::string::npos);
    }
    CHECK_THROWS_WITH(parseIniSection("[a]\nverbose\n", "s", "my.ini"), ContainsSubstring("no section '[s]'"));
    CHECK_THROWS_AS(parseIniSection("", "s", "my.ini"), UsageError);
}

TEST_CASE("option --extra-opts reads the section and the file that it names")
{
    const test::TempDir folder;
    const auto file = folder.write("a.ini", "[web]\nhostname=web\n[check_test]\nhostname=default\n").string();
    CHECK(parse({"--extra-opts=web@" + file}).value("hostname") == "web");
    CHECK(parse({"--extra-opts=@" + file}).value("hostname") == "default");
    CHECK_THROWS_WITH(parse({"--extra-opts=gone@" + file}), ContainsSubstring("'[gone]'"));
    CHECK_THROWS_WITH(parse({"--extra-opts=web@" + file + ".gone"}), ContainsSubstring("a.ini.gone"));
    CHECK_THROWS_WITH(parse({"--extra-opts=web@" + folder.path().string()}), ContainsSubstring("can't read"));
    CHECK_THROWS_WITH(parse({"--extra-opts=web@"}), ContainsSubstring("'web@'"));
}

TEST_CASE("without a file the first plugins ini of the search path is read")
{
    const test::TempDir folder;
    folder.write("late/plugins.ini", "[check_test]\nhostname=late\n");
    folder.write("early/plugins.ini", "[check_test]\nhostname=plugins\n");
    const ConfigPath path((folder / "none").string() + ":" + (folder / "early").string() + ":" +
                          (folder / "late").string());
    CHECK(parse({"--extra-opts"}).value("hostname") == "plugins");
    folder.write("early/monitoring-plugins.ini", "[check_test]\nhostname=monitoring\n[other]\nhostname=other\n");
    CHECK(parse({"--extra-opts"}).value("hostname") == "monitoring");
    CHECK(parse({"--extra-opts="}).value("hostname") == "monitoring");
    CHECK(parse({"--extra-opts=other"}).value("hostname") == "other");
    CHECK(parse({"--extra-opts", "other", "-v"}).value("hostname") == "other");
    CHECK(parse({"--extra-opts", "-v"}).value("hostname") == "monitoring");
}

TEST_CASE("the command line wins over the ini file, repeatable options of both count")
{
    const test::TempDir folder;
    const auto file =
        folder.write("a.ini", "[check_test]\nhostname=ini\nexpect=ini\nverbose\nverbose\ntimeout=3\n").string();
    const auto line = parse({"--extra-opts=@" + file, "-H", "given", "-e", "given", "-v"});
    CHECK(line.value("hostname") == "given");
    CHECK(line.all("expect") == List{"given", "ini"});
    CHECK(line.count("verbose") == 1);
    CHECK(line.value("timeout") == "3");
}

TEST_CASE("a threshold on the command line replaces those of the ini file")
{
    const test::TempDir folder;
    const auto file = folder.write("a.ini", "[check_test]\nwarning=5\ncritical=10\n").string();
    const std::vector<OptionSpec> specs{{"warning", 'w', Arity::Overridable, "RANGE", "", ""},
                                        {"critical", 'c', Arity::Overridable, "RANGE", "", ""},
                                        {"extra-opts", '\0', Arity::Optional, "", "", ""}};
    const auto line = CommandLine::parse({"--extra-opts=@" + file, "-w", "2"}, specs).withIniFiles(specs, "check_test");
    CHECK(line.all("warning") == List{"2"});
    CHECK(line.all("critical") == List{"10"});
}

TEST_CASE("several ini sections add up, the first named wins")
{
    const test::TempDir folder;
    const auto file =
        folder.write("a.ini", "[a]\nhostname=a\nexpect=a\n[b]\nhostname=b\nexpect=b\ntimeout=3\n").string();
    const auto line = parse({"--extra-opts=a@" + file, "--extra-opts=b@" + file});
    CHECK(line.value("hostname") == "a");
    CHECK(line.all("expect") == List{"a", "b"});
    CHECK(line.value("timeout") == "3");
}

TEST_CASE("what an ini file holds is checked as the command line is")
{
    const test::TempDir folder;
    const auto error = [&](const std::string& text) {
        const auto file = folder.write("a.ini", "[check_test]\n" + text).string();
        try {
            parse({"--extra-opts=@" + file});
        } catch (const UsageError& thrown) {
            return std::string(thrown.what());
        }
        return std::string();
    };
    CHECK_THAT(error("hostnam=x\n"), ContainsSubstring("'--hostnam'"));
    CHECK_THAT(error("hostname\n"), ContainsSubstring("'--hostname' needs a value"));
    CHECK_THAT(error("hostname\nexpect=x\n"), ContainsSubstring("line 2: option '--hostname' needs a value"));
    CHECK_THAT(error("H=first\nhostname=second\n"), ContainsSubstring("line 3: option '--hostname' is given twice"));
    CHECK(error("H=first\nhostname=second\n").find("second") == std::string::npos);
    for (const auto* bare : {"hunter", "aHVudGVy==", "Hunter2=x", "hunter="}) {
        CHECK_THAT(error(bare), ContainsSubstring("line 2: unknown option; --help"));
    }
    CHECK_THAT(error("verbose=yes\n"), ContainsSubstring("'--verbose' takes no value"));
    CHECK_THAT(error(std::string(1024UL * 1024, 'x')), ContainsSubstring("over 1 MiB"));
}
