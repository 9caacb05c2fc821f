// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_files.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>

#include <string>
#include <vector>

using namespace mpm;
using List = std::vector<std::string>;

namespace {

std::vector<OptionSpec> specs()
{
    std::vector<OptionSpec> all{{"password-file", '\0', Arity::Repeated, "FILE", "", ""},
                                {"cert", '\0', Arity::Once, "FILE", "", ""},
                                {"key", '\0', Arity::Once, "FILE", "", ""},
                                {"ca-file", '\0', Arity::Once, "FILE", "", ""},
                                {"from", '\0', Arity::Once, "ADDR", "", ""},
                                {"extra-opts", '\0', Arity::Repeated, "SOURCE", "", ""},
                                {"password", '\0', Arity::Once, "PASSWORD", "", "", true}};
    all[0].holdsSecretUnless = "";
    all[1].holdsSecretUnless = "key";
    all[2].holdsSecretUnless = "";
    return all;
}

/// A folder with one file.
struct OneFile {
    mpm::test::TempDir folder;
    std::string path;

    OneFile(const std::string& content, mode_t mode) : path(folder.write("secret", content))
    {
        chmod(path.c_str(), mode);
    }

    List told(const List& arguments) const
    {
        List messages;
        for (const auto& finding :
             readableSecretFiles(CommandLine::parse(arguments, specs()).withIniFiles(specs(), "check_x"), specs())) {
            CHECK(finding.id == "secret-file-readable");
            CHECK(finding.status == Status::Ok);
            messages.push_back(finding.message);
        }
        return messages;
    }
};

} // namespace

TEST_CASE("a password file that others can read is told with its mode, one that they can't is not")
{
    for (const auto& [mode, shown] : std::vector<std::pair<mode_t, std::string>>{
             {0644, "0644"}, {0604, "0604"}, {0666, "0666"}, {0777, "0777"}, {04444, "4444"}}) {
        const OneFile file("x\n", mode);
        CHECK(file.told({"--password-file", file.path}) ==
              List{"--password-file: every user of this machine can read '" + file.path + "' (mode " + shown + ")"});
    }
    for (const mode_t mode : {0600, 0400, 0640, 0660, 0710, 0622}) {
        const OneFile file("x\n", mode);
        CHECK(file.told({"--password-file", file.path}).empty());
    }
}

TEST_CASE("each file with a secret is told, and a certificate's only where the key is in it")
{
    const OneFile file("x\n", 0644);
    CHECK(file.told({"--cert", file.path}).size() == 1);
    CHECK(file.told({"--cert", file.path, "--key", "/dev/null"}).empty());
    CHECK(file.told({"--cert", "/dev/null", "--key", file.path}).size() == 1);
    CHECK(file.told({"--password-file", file.path, "--password-file", file.path, "--key", file.path}).size() == 3);
    CHECK(file.told({"--ca-file", file.path}).empty());
    CHECK(file.told({"--password-file", file.path + ".gone"}).empty());
}

TEST_CASE("an ini file counts as secret where its section holds a password")
{
    for (const mode_t mode : {0644, 0600}) {
        const OneFile file("[check_x]\npassword=x\nfrom=a@b.example\n[other]\nfrom=c@d.example\n", mode);
        CHECK(file.told({"--extra-opts", "@" + file.path}).size() == (mode == 0644 ? 1 : 0));
        CHECK(file.told({"--extra-opts", "other@" + file.path}).empty());
    }
}
