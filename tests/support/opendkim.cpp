// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/opendkim.hpp"

#include "support/unpacked.hpp"

namespace mpm::test {

OpenDkim::OpenDkim(Does does, const std::string& key)
{
    const bool signs = does == Does::Sign;
    const auto file = folder().write("key", signs ? key : "s1._domainkey.example.org " + key + "\n").string();
    Lines lines{"Socket inet:" + std::to_string(port()) + "@127.0.0.1", "Syslog no", "RequireSafeKeys no"};
    const Lines more = signs ? Lines{"Mode s", "Domain example.org", "Selector s1", "KeyFile " + file}
                             : Lines{"Mode v", "InternalHosts 192.0.2.1", "AuthservID mx.example.test",
                                     "AlwaysAddARHeader yes", "TestPublicKeys " + file};
    lines.insert(lines.end(), more.begin(), more.end());
    start({unpacked("opendkim", "usr/sbin/opendkim"), "-f", "-x", folder().write("opendkim.conf", joined(lines))});
}

} // namespace mpm::test
