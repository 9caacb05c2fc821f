// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// check_dns_delegation with these options; it must not ask anybody, so the root is where nobody listens.
ProcessResult check(std::vector<std::string> arguments, const TempDir& folder)
{
    arguments.insert(arguments.end(),
                     {"-d", "shop.example", "-t", scaled("1"), "--resolver", "127.0.0.1:1", "--dns-port", "1",
                      "--root-hints", folder.write("hints", ". A 127.0.0.1\n").string()});
    return runCheck("check_dns_delegation", arguments);
}

} // namespace

TEST_CASE("A bootstrap file that can't be used is UNKNOWN and named, whatever else is asked for", "[registry]")
{
    const TempDir folder;
    const std::vector<std::pair<std::string, std::string>> cases{
        {"/nonexistent/dns.json", "--rdap-bootstrap: can't read the file '/nonexistent/dns.json'"},
        {folder.path().string(), "--rdap-bootstrap: can't read the file '" + folder.path().string() + "'"},
        {"", "--rdap-bootstrap"},
        {folder.write("empty.json", "").string(), "/empty.json' is no RDAP bootstrap file"},
        {folder.write("page.json", "<html>").string(), "/page.json' is no RDAP bootstrap file"},
        {folder.write("half.json", R"({"services":[[["example"],)").string(), "/half.json' is no RDAP bootstrap file"},
        {folder.write("shape.json", R"({"services":{}})").string(), "/shape.json' is no RDAP bootstrap file"},
        {folder.write("list.json", "[]").string(), "/list.json' is no RDAP bootstrap file"},
        {"ftp://rdap.example/dns.json", "--rdap-bootstrap: 'ftp://rdap.example/dns.json' is no http or https URL"},
        {"https://", "--rdap-bootstrap: 'https://' is no http or https URL"},
        {"/dev/zero", "--rdap-bootstrap: the file '/dev/zero' is longer than 4 MiB"},
    };
    for (const auto& [file, message] : cases) {
        for (const auto& more : {std::vector<std::string>{}, {"--whois=127.0.0.1:1"}}) {
            auto arguments = more;
            arguments.insert(arguments.end(), {"--rdap-bootstrap", file});
            const auto result = check(arguments, folder);
            INFO(file << "\n" << result.out);
            CHECK(result.exitStatus == 3);
            CHECK(result.lines().size() == 1);
            CHECK(result.out.starts_with("DNS DELEGATION UNKNOWN - "));
            CHECK(result.out.find(message) != std::string::npos);
            CHECK(result.err.empty());
        }
    }
}

TEST_CASE("A WHOIS server is checked before anybody is asked", "[registry]")
{
    const TempDir folder;
    for (const auto* server : {"x y", "http://whois.example", "whois.example:0", "whois.example:x", "-oProxy", "a;b"}) {
        const auto result = check({"--whois=" + std::string(server)}, folder);
        INFO(server << "\n" << result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.out ==
              "DNS DELEGATION UNKNOWN - --whois: '" + std::string(server) + "' is not of the form HOST or HOST:PORT\n");
    }
}

TEST_CASE("option --cache-dir without --whois is taken and told with -v, since templates pass it always", "[registry]")
{
    const TempDir folder;
    const auto result = check({"--cache-dir", folder.path().string(), "-v"}, folder);
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(result.out.find("\n[OK] option-unused") != std::string::npos);
    CHECK(result.out.find("--cache-dir") != std::string::npos);
}
