// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/bootstrap_file.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_dns_delegation/registry/rdap.hpp"
#include "io/resources.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace mpm::checkDnsDelegation {

std::string readBootstrapFile(const std::string& path)
{
    constexpr std::size_t most = 4UL * 1024 * 1024;
    const auto quoted = "'" + printable(path) + "'";
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open()) {
        throwIfUsedUp(errno, "read " + quoted);
    }
    std::error_code ignored;
    if (!file.is_open() || std::filesystem::is_directory(path, ignored)) {
        throw UsageError("--rdap-bootstrap: can't read the file " + quoted);
    }
    std::string text;
    for (std::array<char, 4096> buffer{}; file && text.size() <= most;) {
        file.read(buffer.data(), buffer.size());
        text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (text.size() > most) {
        throw UsageError("--rdap-bootstrap: the file " + quoted + " is longer than 4 MiB");
    }
    if (!isRdapBootstrap(text)) {
        throw UsageError("--rdap-bootstrap: the file " + quoted +
                         " is no RDAP bootstrap file, which is JSON with a list of services (RFC 9224)");
    }
    return text;
}

} // namespace mpm::checkDnsDelegation
