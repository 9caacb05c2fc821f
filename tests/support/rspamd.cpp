// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rspamd.hpp"

#include "support/fake_zone.hpp"
#include "support/unpacked.hpp"

#include <utility>

namespace mpm::test {
namespace {

std::string inQuotes(const std::filesystem::path& path)
{
    return "\"" + path.string() + "\"";
}

} // namespace

// rspamd would hold a connection by TCP open, and the fake sees to one thing after the other.
Rspamd::Rspamd(std::vector<std::string> records) : dns_(zoneOf(std::move(records)), FakeDns::Tcp::Closed)
{
    const auto here = [this](const char* name) { return folder() / name; };
    const auto share = unpacked("rspamd", "usr/share/rspamd");
    Lines lines{"options {",
                "  filters = \"dkim\";",
                "  local_addrs = [];",
                "  dns { nameserver = [\"127.0.0.1:" + std::to_string(dns_.endpoint().port) + "\"]; timeout = 1s; }",
                "  url_tld = " + inQuotes(folder().write("tld", "org\ntest\n")) + ";", // its own list takes seconds
                "  hs_cache_dir = " + inQuotes(folder().folder("cache")) + ";",
                "  pidfile = " + inQuotes(here("pid")) + ";",
                "  history_file = " + inQuotes(here("history")) + ";",
                "  control_socket = " + inQuotes(here("control")) + ";",
                "  tempdir = " + inQuotes(folder().path()) + ";",
                "}",
                "logging { type = \"console\"; }",
                "worker \"rspamd_proxy\" {",
                "  bind_socket = \"127.0.0.1:" + std::to_string(port()) + "\";",
                "  count = 1;",
                "  milter = yes;",
                "  upstream \"local\" { default = yes; self_scan = yes; }",
                "}",
                "actions { reject = 1000; add_header = 999; greylist = 998; }",
                "milter_headers {",
                "  use = [\"authentication-results\"];",
                "  skip_local = false;",
                "  skip_authenticated = false;",
                "  routines { authentication-results { hostname = \"mx.example.test\"; } }",
                "}"};
    for (const std::string module : {"spf", "dkim", "dmarc"}) {
        lines.push_back(module + " { check_local = true; check_authed = true; }");
    }
    for (const std::string plugin : {"spf", "dmarc", "milter_headers"}) {
        lines.push_back("modules { path = " + inQuotes(share / "plugins" / (plugin + ".lua")) + "; }");
    }
    std::vector<std::string> command{unpacked("rspamd", "usr/bin/rspamd"), "-f", "-i", "-c",
                                     folder().write("rspamd.conf", joined(lines))};
    for (const auto& [name, value] :
         {std::pair{"SHAREDIR", share}, std::pair{"RULESDIR", share / "rules"},
          std::pair{"LUALIBDIR", share / "lualib"}, std::pair{"PLUGINSDIR", share / "plugins"},
          std::pair{"DBDIR", folder().path()}, std::pair{"RUNDIR", folder().path()}}) {
        command.push_back("--var=" + std::string(name) + "=" + value.string());
    }
    start(command, {{"LD_LIBRARY_PATH", unpacked("rspamd", "usr/lib/rspamd")}});
}

} // namespace mpm::test
