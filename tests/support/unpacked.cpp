// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/unpacked.hpp"

#include <pwd.h>
#include <unistd.h>

#include <stdexcept>

namespace mpm::test {
namespace fs = std::filesystem;

fs::path unpacked(const std::string& package, const std::string& file)
{
    auto path = fs::path(SERVERS_DIR) / package / file;
    if (!fs::exists(path)) {
        throw std::runtime_error(path.string() + " is missing; tests/setup test gets it");
    }
    return path;
}

fs::path unpackedLibraries(const std::string& package, const std::string& library)
{
    for (const auto& entry : fs::recursive_directory_iterator(unpacked(package, "usr/lib"))) {
        if (entry.path().filename() == library) {
            return entry.path().parent_path();
        }
    }
    throw std::runtime_error(package + " has no " + library);
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) {
        text += line + "\n";
    }
    return text;
}

void giveTo(const std::string& user, const fs::path& path)
{
    const auto* entry = ::getpwnam(user.c_str());
    if (entry == nullptr) {
        throw std::runtime_error("there is no user " + user + "; tests/setup test makes it");
    }
    if (::chown(path.c_str(), entry->pw_uid, entry->pw_gid) != 0) {
        throw std::runtime_error("this needs root: chown " + user + " " + path.string());
    }
}

} // namespace mpm::test
